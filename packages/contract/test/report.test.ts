import { readFile } from 'node:fs/promises';
import { contract } from '@cc-gateway/spec';
import { startMock } from '@cc-gateway/mock';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { githubReport, summaryOf } from '../src/check/reporters/github.ts';
import { junitReport } from '../src/check/reporters/junit.ts';
import { prettyReport } from '../src/check/reporters/pretty.ts';
import { sarifReport } from '../src/check/reporters/sarif.ts';
import { check, exitCodeOf, type Report } from '../src/index.ts';
import { run } from './cli/run.ts';
import { fault, members, refusal } from './faulty/fault.ts';
import { guid, own } from './faulty/document.ts';
import { startGateway, type Change } from './faulty/gateway.ts';
import { value } from './faulty/http.ts';
import { untilFound } from './faulty/stop.ts';

const leaky = fault(
  '',
  '',
  members((body, { request }) => ({ ...body, message: `Wrong: ${value(request, 'guid')}`, retcode: 7 }), refusal),
).change;

async function reportOn(change: Change, more: object = {}): Promise<Report> {
  const gateway = await startGateway(change);
  try {
    const { url, createConnection } = gateway;
    const at = { url, createConnection };
    return await check({ ...at, level: 'full', auth: guid, timeoutMs: 2_500, runs: 5, ...more });
  } finally {
    await gateway.close();
  }
}

/** The report on the gateway that leaks, made once: tests that change it take a copy. */
let made: Promise<Report> | undefined;
const leakyReport = (): Promise<Report> => (made ??= reportOn(leaky));

test.concurrent('a report keeps its published schema', async () => {
  const ajv = new Ajv2020({ allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(
    JSON.parse(await readFile(new URL('../report.schema.json', import.meta.url), 'utf8')) as object,
  );
  validate(structuredClone(await leakyReport()));
  expect(validate.errors).toBeNull();
  validate({ tool: 'another' });
  expect(validate.errors).not.toBeNull();
});

test.concurrent('no reporter shows a session key, planted or given', async () => {
  const report = await leakyReport();
  expect(report.findings.map(({ rule }) => rule)).toContain('auth/echo');
  const texts = [prettyReport, junitReport, sarifReport, githubReport, summaryOf].map((make) => make(report));
  for (const text of [...texts, JSON.stringify(report)]) {
    expect(text).not.toContain(guid);
    expect(text).not.toContain(guid.split('.')[0]);
  }
  expect(texts[0]).toContain('$GUID');
});

test.concurrent('a finding points at a line of the document and has a command that sends it again', async () => {
  const report = await leakyReport();
  const finding = report.findings.find(({ rule }) => rule === 'envelope/type')!;
  expect(finding.place.line).toBeGreaterThan(1);
  const lines = (await readFile(finding.place.file!, 'utf8')).split('\n');
  expect(lines[finding.place.line! - 1]).toContain('schema:');
  expect(finding.witness!.command).toMatch(/^curl -isS --path-as-is -X 'PUT'/);
});

test.concurrent('a request of megabytes takes no more room in a report than another', async () => {
  const report = await reportOn({ skip: new Set(['size']) }, untilFound('accepts/size', 'warning'));
  const { witness } = report.findings.find(({ rule }) => rule === 'accepts/size')!;
  expect(witness!.command).toMatch(/^cat request \| nc 127\.0\.0\.1 \d+ {2}# \d{6,} bytes; replay sends them$/);
  expect(JSON.stringify(report).length).toBeLessThan(200_000);
});

const prints = ({ findings }: Report): string[] => findings.map(({ fingerprint }) => fingerprint).toSorted();

test.concurrent('fingerprints survive another seed, and an ignored finding lets the run pass', async () => {
  const change = members((body) => ({ ...body, retcode: 7 }), refusal);
  const [first, second] = [await reportOn(change), await reportOn(change, { seed: 9 })];
  expect(prints(first)).toEqual(prints(second));
  const ignore = Object.fromEntries(prints(first).map((print) => [print, 'known to the vendor']));
  expect(exitCodeOf(first)).toBe(1);
  expect(exitCodeOf(await reportOn(change, { ignore }))).toBe(0);
});

test.concurrent('a replay sends the one probe again and finds the same', async () => {
  const change: Change = { leaves: ['callid-required'] };
  const found = (await reportOn(change, { spec: own })).findings.find(({ rule }) => rule === 'accepts/required')!;
  const again = await reportOn(change, { spec: own, only: found.replay });
  expect(again.findings.map(({ fingerprint }) => fingerprint)).toContain(found.fingerprint);
  expect(again.requests).toBeLessThan(10);
});

test.concurrent('a dry run sends nothing and shows every request', async () => {
  const sent: string[] = [];
  const report = await check({
    url: 'http://127.0.0.1:1',
    level: 'full',
    dryRun: true,
    auth: guid,
    onRequest: (request) => sent.push(request),
  });
  expect(sent.length).toBe(report.requests);
  expect(sent.length).toBeGreaterThan(200);
  expect(sent.join('')).not.toContain(guid);
});

test.concurrent('a budget ends the run, and the report says so', async () => {
  const report = await reportOn({}, { spec: own, budget: 20 });
  expect(report).toMatchObject({ outcome: 'untestable', requests: 20 });
  expect(report.reason).toContain('budget of 20 requests (--budget)');
});

/** The schema of SARIF 2.1.0, as its authors publish it; draft 4, of which it uses what later drafts kept. */
async function sarifSchema(): Promise<object> {
  const file = import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema, id, ...schema } = JSON.parse(await readFile(new URL(file), 'utf8')) as Record<string, unknown>;
  expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('sarif-2.1.0')]);
  return schema;
}

test.concurrent('SARIF keeps its schema: with findings, ignored ones, and where nothing could be tested', async () => {
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  formats.default(ajv);
  const validate = ajv.compile(await sarifSchema());
  const found = await leakyReport();
  const ignored = await reportOn(leaky, { ignore: Object.fromEntries(prints(found).map((print) => [print, 'known'])) });
  const untested = await check({ url: 'http://127.0.0.1:1', level: 'full' });
  for (const report of [found, ignored, untested]) {
    const log = JSON.parse(sarifReport(report)) as { runs: [{ results: { level: string }[] }] };
    validate(log);
    expect(validate.errors).toBeNull();
    for (const result of log.runs[0].results) result.level = 'dreadful';
    expect(validate(log)).toBe(log.runs[0].results.length === 0);
  }
});

test.concurrent('SARIF has a rule for each result, and a region where the document is known', async () => {
  const log = JSON.parse(sarifReport(await leakyReport())) as {
    version: string;
    runs: [{ results: Result[]; tool: { driver: { rules: { id: string }[] } } }];
  };
  const [{ results, tool }] = log.runs;
  expect(log.version).toBe('2.1.0');
  expect(results.length).toBeGreaterThan(0);
  for (const { ruleId, ruleIndex, locations } of results) {
    expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
  }
});

interface Result {
  ruleId: string;
  ruleIndex: number;
  locations: [{ physicalLocation: { region: { startLine: number } } }];
}

interface Suites {
  testsuites: { testsuite: Suite[] };
}
interface Suite {
  tests: string;
  failures: string;
  skipped?: string;
  testcase: { failure?: { message: string }[]; skipped?: object }[];
}

const junitOf = (report: Report): Suite[] => {
  const text = junitReport(report);
  expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/);
  expect(XMLValidator.validate(text)).toBe(true);
  const isArray = (name: string): boolean => ['testsuite', 'testcase', 'failure'].includes(name);
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray });
  return (parser.parse(text) as Suites).testsuites.testsuite;
};

test.concurrent('JUnit is XML whose counts are right, holds a failure for a broken rule, and says which were not tried', async () => {
  const suites = junitOf(await leakyReport());
  for (const { tests, failures, skipped = '0', testcase } of suites) {
    expect(testcase).toHaveLength(Number(tests));
    expect(testcase.filter(({ failure }) => failure)).toHaveLength(Number(failures));
    expect(testcase.filter((each) => each.skipped)).toHaveLength(Number(skipped));
  }
  expect(suites.some(({ failures }) => Number(failures) > 0)).toBe(true);
  expect(suites.some(({ skipped }) => Number(skipped) > 0)).toBe(true);
});

test.concurrent('JUnit stays XML, whatever a provider answers', async () => {
  const wild = '<![CDATA[ ]]> & "quoted" \u0000\u001b\ufffe \ud800 --> \n';
  const report = structuredClone(await leakyReport());
  for (const finding of report.findings) Object.assign(finding, { about: wild, received: wild });
  const failures = junitOf(report).flatMap(({ testcase }) => testcase.flatMap(({ failure }) => failure ?? []));
  expect(failures.length).toBeGreaterThan(0);
  for (const { message } of failures) expect(message).toContain('<![CDATA[ ]]> & "quoted"');
});

const session = String(contract.tables.find(({ key }) => key === 'guid')!.examples[0]!.guid);

test.concurrent('the command tells by its exit code what it found', async () => {
  const good = await startMock();
  const bad = await startGateway(leaky);
  try {
    const held = await run(['check', good.url, '--level', 'full', '--runs', '3', '--auth', session]);
    expect(held).toMatchObject({ code: 0, out: expect.stringContaining('The contract holds at level full') as string });
    const broken = await run([
      'check',
      bad.url,
      '--level',
      'full',
      '--runs',
      '3',
      '--auth',
      guid,
      '--reporter',
      'json',
    ]);
    expect(broken.code).toBe(1);
    expect((JSON.parse(broken.out) as Report).outcome).toBe('violated');
    expect(broken.out + broken.err + held.out + held.err).not.toContain(guid);
    const safe = await run(['check', good.url]);
    expect(safe.out).toContain('(refusals only)');
  } finally {
    await Promise.all([good.close(), bad.close()]);
  }
  const { code, out } = await run(['check', 'http://127.0.0.1:1']);
  expect(code).toBe(3);
  expect(out).toMatch(/cannot be reached.*\nThe contract could not be tested\.\n$/);
  expect(out).not.toContain('Coverage');
});

test.concurrent.each([
  [[], 'There is no command, expected check, diff, drill, replay, traffic, rules'],
  [['chek'], 'The command is "chek", expected check'],
  [['check'], 'expected one URL, received 0'],
  [['check', 'ftp://a'], 'The address is "ftp://a", expected an http: or https: URL'],
  [['check', 'http://a', '--level', 'wild'], '--level is "wild", expected safe, effects, full'],
  [['check', 'http://a', '--set', 'x'], '--set is "x", expected NAME=VALUE'],
  [['check', 'http://a', '--set', 'x=1'], 'set names "x", expected one of '],
  [['check', 'http://a', '--timeout', '0'], '--timeout is "0", expected a whole number of at least 1'],
  [['check', 'http://a', '--min-coverage', '101'], '--min-coverage is "101", expected a whole number from 1 to 100'],
  [['check', 'http://a', '--min-coverage', '0'], '--min-coverage is "0", expected a whole number from 1 to 100'],
  [['check', 'http://a', '--reporter', 'xml'], '--reporter is "xml", expected NAME[=FILE]'],
  [['check', 'http://a', '--ca', 'none.pem'], '--ca is "none.pem", which cannot be read: ENOENT'],
  [['check', 'http://a', '--spec', 'none.yaml'], 'No such file: "none.yaml"'],
  [['check', 'http://a', '--insecure'], "Unknown option '--insecure'"],
  [['replay', 'x', 'http://a'], 'the id is "x", expected one that a report printed'],
])('%j is wrong usage', async (args, message) => {
  const { code, err } = await run(args);
  expect(code).toBe(2);
  expect(err).toContain(message);
  // The sentence stands in sight: no list of options pushes it away.
  expect(err.trimEnd()).not.toContain('\n');
});

test.concurrent('the rules are listed from the code', async () => {
  expect((await run(['rules', '--help'])).out).toMatch(/^cc-gateway-contract rules .*--markdown.*--gate/s);
  expect((await run(['rules'])).out).toContain('accepts/required\n    A request without a required part is refused.');
  expect((await run(['rules'])).out).toMatch(/^drill\/resend\/unknown\n[^]*^traffic\/state\/dead-key \(warning\)\n/m);
  const page = (await run(['rules', '--markdown'])).out;
  for (const rule of ['transport/head-syntax', 'verdict/own-answer', 'request/body'])
    expect(page).toContain(`| \`${rule}\` |`);
});
