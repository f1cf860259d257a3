import { expect, test } from 'vitest';
import { exitCodeOf, OptionError, type Report } from '../src/index.ts';
import { readFlags } from '../src/command/flags.ts';
import { untilFound } from './faulty/stop.ts';
import { checked, violations, type Call, type Reply } from './provider.ts';

const operation = (name: string, more = ''): string =>
  `  /${name}/{id}:\n    get: { operationId: ${name}, parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: '^[0-9]{1,6}$' } }${more}], responses: { '204': { description: There. }, '400': { description: Wrong. } } }\n`;

const document = (...names: string[]): string => `paths:\n${names.map((name) => operation(name)).join('')}`;

/** A provider that keeps the document, but for some of its operations. */
const keeping =
  (isOdd: (name: string) => Reply | undefined = () => undefined) =>
  ({ path, method }: Call): Reply => {
    const [, name, id] = /^\/([a-z]+\d*)\/([^/]*)$/.exec(path) ?? [];
    if (name === undefined || id === '') return 404;
    if (method !== 'GET') return { status: 405, headers: { Allow: 'GET' } };
    return isOdd(name) ?? (/^\d{1,6}$/.test(id!) ? 204 : 400);
  };

const depths = ({ coverage }: Report): Record<string, string> =>
  Object.fromEntries(coverage.operations.map(({ name, depth }) => [name, depth]));

test.concurrent('twelve 5xx in a row end the checks of their operation, and of no other', async () => {
  const broken = keeping((name) => (name === 'first' ? 500 : undefined));
  const { report } = await checked(document('first', 'second', 'third'), broken);
  expect(depths(report)).toEqual({ first: 'nothing', second: 'everything', third: 'everything' });
  expect(report.untested).toContainEqual({
    operation: 'first',
    about: 'the rest of its checks',
    reason: '12 answers 5xx in a row',
  });
  expect(exitCodeOf(report)).toBe(1);
});

test.concurrent('where every operation answers 5xx, the run ends', async () => {
  const names = Array.from({ length: 9 }, (_, at) => `op${at}`);
  const { report } = await checked(document(...names), () => 500);
  expect(report.reason).toMatch(
    /^The run was stopped: 36 answers 5xx in a row; \d of 9 operations were not reached\.$/,
  );
});

const lacking = `${document('first')}${operation('second', ', { name: X-No, in: header, required: true, schema: { type: string, maxLength: 0 } }')}`;

test.concurrent('an operation for which no value can be made is not passed over: exit code 3, unless it is named', async () => {
  const { report } = await checked(lacking, keeping());
  expect(violations(report)).toEqual([]);
  expect(report.reason).toMatch(
    /^1 of 2 operations were not exercised: second \(no value can be made for header X-No\)\./,
  );
  expect(exitCodeOf(report)).toBe(3);
  const named = await checked(lacking, keeping(), { allowUntested: ['second'] });
  expect(exitCodeOf(named.report)).toBe(0);
});

test.concurrent('a name that no operation has is refused', async () => {
  await expect(checked(lacking, keeping(), { allowUntested: ['third'] })).rejects.toThrow(OptionError);
  await expect(checked(lacking, keeping(), { allowUntested: ['third'] })).rejects.toThrow(
    'allowUntested names "third", expected one of first, second.',
  );
});

test.concurrent('the coverage that is demanded counts operations, too', async () => {
  const { report } = await checked(lacking, keeping(), { allowUntested: ['second'], level: 'full', minCoverage: 60 });
  expect(report.reason).toMatch(/^The coverage is [\d.]+ % \(\d+ of \d+ (rules|operations)\)/);
  const operations = await checked(lacking, keeping(), { allowUntested: ['second'], minCoverage: 20 });
  expect(operations.report.coverage).toMatchObject({ exercised: 1 });
  expect(exitCodeOf(operations.report)).toBe(0);
});

test.concurrent('operations share a budget, so that each of them is reached', async () => {
  const names = Array.from({ length: 8 }, (_, at) => `op${at}`);
  const { report } = await checked(document(...names), keeping(), { budget: 640 });
  expect(violations(report)).toEqual([]);
  expect(report.requests).toBeLessThanOrEqual(640);
  expect(report.coverage.exercised).toBe(8);
  expect(report.untested.filter(({ reason }) => reason.includes('its share of the budget')).length).toBeGreaterThan(0);
  expect(report.reason).toBeUndefined();
  expect(exitCodeOf(report)).toBe(0);
});

test.concurrent('--allow-untested names operations, several by being there again', async () => {
  const { options } = await readFlags(['http://a', '--allow-untested', 'one', '--allow-untested', 'two'], {});
  expect(options.allowUntested).toEqual(['one', 'two']);
});

test.concurrent('what others leave of the budget goes to operations that were cut short, and nothing is sent twice', async () => {
  const small = Array.from(
    { length: 4 },
    (_, at) => `  /s${at}:\n    get: { responses: { '204': { description: There. } } }\n`,
  );
  const answer = (call: Call): Reply =>
    /^\/s\d$/.test(call.path)
      ? call.method === 'GET'
        ? 204
        : { status: 405, headers: { Allow: 'GET' } }
      : keeping()(call);
  const paths = `${document('first')}${small.join('')}`;
  const whole = await checked(paths, answer);
  const needed = whole.report.requests;
  const { report, calls } = await checked(paths, answer, { budget: needed + 40 });
  const cutShort = await checked(paths, answer, { budget: Math.ceil(needed / 2) });
  expect(depths(report).first).toBe('everything');
  expect(report.untested.map(({ reason }) => reason).join()).not.toContain('its share of the budget');
  expect(calls.length).toBeLessThanOrEqual(needed + 40);
  expect(violations(report)).toEqual([]);
  expect(cutShort.report.untested.map(({ reason }) => reason).join()).toContain('its share of the budget');
  expect(depths(cutShort.report).first).toBe('essentials');
});

test.concurrent('a run that is cancelled says what was found until then, and that nothing was found is no green', async () => {
  const odd = keeping((name) => (name === 'first' ? { status: 204, headers: { Server: 'odd/1.2.3' } } : undefined));
  const wanted = untilFound('accepts/pattern');
  const { report } = await checked(document('first', 'second'), odd, wanted);
  expect(violations(report).map((each) => each.split(':')[0])).toEqual(['accepts/pattern']);
  expect(report.reason).toMatch(/^The run was stopped: it was cancelled; 1 of 2 operations were not reached\.$/);
  expect(exitCodeOf(report)).toBe(1);
  const early = await checked(document('first'), keeping(), { signal: AbortSignal.abort() });
  expect(exitCodeOf(early.report)).toBe(3);
  expect(early.calls).toEqual([]);
});

test.concurrent('each finding is told when it is found first', async () => {
  const told: string[] = [];
  const odd = keeping((name) => (name === 'first' ? 204 : undefined));
  const { report } = await checked(document('first'), odd, { onFinding: ({ fingerprint }) => told.push(fingerprint) });
  expect(told).toEqual([...new Set(told)]);
  expect(told.toSorted()).toEqual(report.findings.map(({ fingerprint }) => fingerprint).toSorted());
});

test.concurrent('a dry run shows a wrong request once, where refusals are described by default', async () => {
  const shown: string[] = [];
  const by = document('first').replace("'400'", 'default');
  await checked(by, keeping(), { dryRun: true, onRequest: (_, about) => shown.push(about) });
  const wrong = shown.filter((about) => about === 'path id is "*" (a star)');
  expect(wrong).toHaveLength(1);
});

test.concurrent('an operation with many constraints that can be carried out once is called within its share of the budget', async () => {
  const members = Array.from({ length: 20 }, (_, at) => `m${at}`);
  const properties = members.map((name) => `${name}: { type: string, pattern: '^[a-z]{1,9}$' }`).join(', ');
  const post = (name: string): string =>
    `  /${name}:\n    post: { operationId: ${name}, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [${members.join()}], properties: { ${properties} } } } } }, responses: { '201': { description: Made. }, '400': { description: Wrong. }, '415': { description: Wrong. } } }\n`;
  const answer = ({ path, method, headers, body }: Call): Reply => {
    if (!/^\/(one|two)$/.test(path)) return 404;
    if (method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
    if (!/json/i.test(String(headers['content-type']))) return 415;
    return members.every((name) => typeof body?.[name] === 'string' && /^[a-z]{1,9}$/.test(body[name])) ? 201 : 400;
  };
  const { report, calls } = await checked(`paths:\n${post('one')}${post('two')}`, answer, { budget: 260 });
  expect(violations(report)).toEqual([]);
  expect(depths(report)).toEqual({ one: 'essentials', two: 'essentials' });
  expect(calls.filter(({ path, status }) => path === '/one' && status === 201).length).toBeGreaterThan(0);
  expect(calls.length).toBeLessThanOrEqual(260);
});
