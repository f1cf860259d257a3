import { appendFile } from 'node:fs/promises';
import { seeHelp, UsageError } from './usage.ts';
import { check } from '../check/check.ts';
import { exitCodeOf, type Report } from '../check/report/report.ts';
import { summaryOf } from '../check/reporters/github.ts';
import { flagUsage, readFlags } from './flags.ts';
import { reporters, writeReports, type ReporterChoice } from './reporters.ts';

const usage = `cc-gateway-contract check URL [options]\n${flagUsage}\n`;

/** `check`: holds the provider at an address to its contract. Report on stdout, progress on stderr. */
export async function runCheck(args: string[]): Promise<number> {
  const { positionals, options, reporters: choices, help } = await readFlags(args);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0)
    throw new UsageError(`expected one URL, received ${positionals.length}. ${seeHelp}`);
  const report = await check({
    ...options,
    url,
    onProgress: (line) => process.stderr.write(`${line}\n`),
    ...(options.dryRun && { onRequest: (request, about) => process.stdout.write(`# ${about}\n${request}\n\n`) }),
  });
  if (options.dryRun) {
    process.stderr.write(`${report.requests} requests, none was sent.\n`);
    return 0;
  }
  await publish(report, choices);
  return exitCodeOf(report);
}

/** Writes a report out, and the job summary where a GitHub workflow asks for one. */
export async function publish(report: Report, choices: ReporterChoice[], makers = reporters): Promise<void> {
  await writeReports(report, choices, makers);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary && choices.some(({ name }) => name === 'github')) await appendFile(summary, summaryOf(report));
}
