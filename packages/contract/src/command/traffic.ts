import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { tell } from '@cc-gateway/mock';
import { contract as built, loadContract } from '@cc-gateway/spec';
import { firstLine } from '../check/engine/first-line.ts';
import { githubTraffic } from '../traffic/reporting/github.ts';
import { writeHar, type HarFile } from '../traffic/reporting/har.ts';
import { junitTraffic } from '../traffic/reporting/junit.ts';
import { markdownTraffic } from '../traffic/reporting/markdown.ts';
import { findingLines, prettyTraffic, progressLine } from '../traffic/reporting/pretty.ts';
import { sarifTraffic } from '../traffic/reporting/sarif.ts';
import type { Side } from '../traffic/judging/rules.ts';
import { overlayOf } from '../traffic/judging/overlay.ts';
import { startProxy } from '../traffic/proxy/proxy.ts';
import { ownOf } from '../traffic/reading/own.ts';
import { readRecording } from '../traffic/reading/recording.ts';
import { trafficExitCode, type TrafficReport } from '../traffic/report/report.ts';
import { judgeTraffic, type TrafficJudge } from '../traffic/traffic.ts';
import { documentFlags, documentOf, documentUsage } from './document.ts';
import { readText, wholeNumber } from './flags.ts';
import { acceptedIn } from './ignored.ts';
import { readReporters, writeReports } from './reporters.ts';
import { seeHelp, UsageError, wrongFlags } from './usage.ts';

const usage = `cc-gateway-contract traffic FILE… [options]            judges recordings: HAR 1.2, or the requests of a mock
cc-gateway-contract traffic --proxy UPSTREAM [options]  passes everything on to UPSTREAM, and judges it, until Ctrl-C
  --port N               where the proxy listens; a free one unless told
  --host NAME            127.0.0.1 unless told
  --tls                  HTTPS on the near side, with a certificate made at start; --ca-out FILE writes its authority
  --ca FILE              certificate authority to trust on the far side, PEM
  --har FILE             writes what passes as HAR 1.2, without keys
${documentUsage}
  --fail-on SIDE         provider, consumer or both (the default)
  --overlay FILE         writes an OpenAPI Overlay 1.0 that documents what was seen and is not documented
  --reporter NAME[=FILE] pretty (the default), markdown, json, junit, sarif or github; repeatable
  --ignore FILE          YAML or JSON: fingerprints of accepted findings, each with a reason
`;

const makers: Record<string, (report: TrafficReport) => string> = {
  pretty: prettyTraffic,
  markdown: markdownTraffic,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  junit: junitTraffic,
  sarif: sarifTraffic,
  github: githubTraffic,
};

const sides: Record<string, readonly Side[]> = {
  provider: ['provider'],
  consumer: ['consumer'],
  both: ['provider', 'consumer'],
};

/** `traffic`: judges both sides of what passes, or has passed. Report on stdout, findings as they come on stderr. */
export async function runTraffic(args: string[]): Promise<number> {
  const { values, positionals: files } = parsed(args);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const failOn = values['fail-on'] ?? 'both';
  if (!Object.hasOwn(sides, failOn))
    throw new UsageError(`--fail-on is ${JSON.stringify(failOn)}, expected ${Object.keys(sides).join(', ')}.`);
  if (files.length > 0 === (values.proxy !== undefined))
    throw new UsageError(
      `expected recordings, or --proxy UPSTREAM; received ${files.length} recordings${values.proxy === undefined ? '' : ' and --proxy'}. ${seeHelp}`,
    );
  const reporters = readReporters(values.reporter ?? [], Object.keys(makers));
  const spec = documentOf(values);
  const contract = spec === undefined ? built : await loadContract(spec);
  const ignore =
    values.ignore === undefined ? {} : acceptedIn(values.ignore, await readText('--ignore', values.ignore));
  const judge = judgeTraffic(contract, values.proxy ?? files.join(', '), ignore);
  if (values.proxy === undefined)
    for (const file of files) {
      const { own, others } = ownOf(contract, await readRecording(file));
      if (others.length > 0)
        process.stderr.write(
          `${file}: what was asked of ${others.join(', ')} is not of the contract, and not judged.\n`,
        );
      for (const each of own) judge.judge(each);
    }
  else await pass(values, judge);
  const report = judge.report();
  await writeReports(report, reporters, makers);
  if (values.overlay !== undefined) {
    const overlay = overlayOf(contract, report.drift);
    if (overlay === undefined)
      process.stderr.write('Nothing was seen that is not documented; no overlay is written.\n');
    else await writeFile(values.overlay, overlay);
  }
  return trafficExitCode(report, sides[failOn]!);
}

/** Passes on, and judges, until the command is stopped. */
async function pass(values: ReturnType<typeof parsed>['values'], judge: TrafficJudge): Promise<void> {
  const upstream = URL.canParse(values.proxy!) ? new URL(values.proxy!) : undefined;
  if (!upstream || !/^https?:$/.test(upstream.protocol) || upstream.pathname !== '/')
    throw new UsageError(
      `--proxy is ${JSON.stringify(values.proxy)}, expected an origin such as https://gateway.example:8043.`,
    );
  const port = wholeNumber('--port', values.port, 0, 65_535);
  const ca = values.ca === undefined ? undefined : await readText('--ca', values.ca);
  const har = values.har === undefined ? undefined : await harAt(values.har, judge);
  const stopped = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await using proxy = await startProxy({
    upstream,
    ...(port !== undefined && { port }),
    ...(values.host !== undefined && { host: values.host }),
    ...(values.tls && { tls: true }),
    ...(ca !== undefined && { ca }),
    onExchange: (exchange) => {
      for (const finding of judge.judge(exchange)) tell(findingLines(finding).join('\n'));
      // The judge has its keys by now.
      if (!exchange.isMore) har?.add(exchange);
    },
    onFault(error) {
      judge.miss();
      tell(`What has passed could not be judged: ${judge.redacted(firstLine(error))}`);
    },
  });
  if (values['ca-out'] !== undefined && proxy.ca !== undefined) await writeFile(values['ca-out'], proxy.ca);
  tell(`${proxy.url} passes on to ${upstream.origin}; Ctrl-C ends it with the report.`);
  let told = 0;
  const ticking = setInterval(() => {
    const progress = judge.soFar();
    if (progress.exchanges !== told) tell(progressLine(progress));
    told = progress.exchanges;
  }, summaryMs);
  await stopped;
  clearInterval(ticking);
  await har?.end();
}

const harAt = (file: string, judge: TrafficJudge): Promise<HarFile> =>
  writeHar(file, (text) => judge.redacted(text)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--har cannot write ${JSON.stringify(file)}: ${error.code}.`, { cause: error });
  });

/** How often the summary is told while traffic passes, in milliseconds. */
const summaryMs = 10_000;

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        proxy: text,
        port: text,
        host: text,
        tls: flag,
        'ca-out': text,
        ca: text,
        har: text,
        ...documentFlags,
        'fail-on': text,
        overlay: text,
        reporter: { type: 'string', multiple: true },
        ignore: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw wrongFlags(error);
  }
}
