import { seeHelp, UsageError } from './usage.ts';
import { check } from '../check/check.ts';
import type { Level } from '../check/requests/level.ts';
import { exitCodeOf } from '../check/report/report.ts';
import { publish } from './check.ts';
import { replayReport } from '../check/reporters/replay.ts';
import { flagUsage, readFlags } from './flags.ts';
import { reporters } from './reporters.ts';

const usage = `cc-gateway-contract replay ID URL [options]\nThe same options as in the check that printed the id.\n${flagUsage}\n`;
const levels: Record<string, Level> = { s: 'safe', e: 'effects', f: 'full' };

/** `replay`: sends the probe that a report named by its id again, with the requests that it is compared with. */
export async function runReplay(args: string[]): Promise<number> {
  const { positionals, options, reporters: choices, help } = await readFlags(args);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const [id = '', url] = positionals;
  const found = /^([sef])(\d+)-[\da-f]{10}$/.exec(id);
  if (!found)
    throw new UsageError(
      `the id is ${JSON.stringify(id)}, expected one that a report printed, such as f1-0123456789. ${seeHelp}`,
    );
  if (url === undefined || positionals.length > 2)
    throw new UsageError(`expected an id and one URL, received ${positionals.length} arguments. ${seeHelp}`);
  const isForPeople = choices.some(({ name, file }) => name === 'pretty' && file === undefined);
  const stream = isForPeople ? process.stdout : process.stderr;
  const report = await check({
    ...options,
    url,
    level: levels[found[1]!]!,
    seed: Number(found[2]),
    only: id,
    onExchange: ({ request, answer }, about) =>
      stream.write(`# ${about}\n${request}\n\n${options.dryRun ? '' : `${answer}\n\n`}`),
  });
  if (options.dryRun) {
    process.stderr.write(`${report.requests} requests, none was sent.\n`);
    return 0;
  }
  await publish(report, choices, { ...reporters, pretty: replayReport });
  return exitCodeOf(report);
}
