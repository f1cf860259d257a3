import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { contract, stampHeader, writtenStamp, type Json } from '@cc-gateway/spec';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { diff } from '../src/diff/diff.ts';
import type { Exchange } from '../src/traffic/judging/exchange.ts';
import { overlayOf } from '../src/traffic/judging/overlay.ts';
import { judgeTraffic } from '../src/traffic/traffic.ts';
import type { TrafficReport } from '../src/traffic/report/report.ts';
import { exchangeNumber, keyNumber } from './passing.ts';

/** One exchange: what it asks, with whose key, when, and what is answered. */
interface Passing {
  callid?: string;
  skillid?: number;
  key?: string;
  atMs?: number;
  tookMs?: number;
  answer?: unknown;
  requestHeaders?: [string, string][];
  answerHeaders?: [string, string][];
}

const done = { message: '', retcode: '0', result: {} };

function passing({ callid = '1663580465-1134', skillid = 1, key = keyNumber(1), ...more }: Passing): Exchange {
  const { atMs = 0, tookMs = 5, answer = done, requestHeaders = [], answerHeaders = [] } = more;
  const made = exchangeNumber(1);
  const body = Buffer.from(JSON.stringify(answer));
  const json: [string, string] = ['Content-Type', 'application/json'];
  return {
    ...made,
    request: {
      ...made.request,
      headers: [['Guid', key], json, ...requestHeaders],
      body: Buffer.from(JSON.stringify({ callid, skillid })),
    },
    answer: { ...made.answer!, body, headers: [json, ['Content-Length', String(body.length)], ...answerHeaders] },
    sentMs: atMs,
    answeredMs: atMs + tookMs,
  };
}

function reportOn(...all: Passing[]): TrafficReport {
  const judge = judgeTraffic(contract, 'a test');
  for (const each of all) judge.judge(passing(each));
  return judge.report();
}

const found = (...all: Passing[]): string[] =>
  reportOn(...all).findings.map(({ side, rule, severity }) => `${severity}: ${side} ${rule}`);

const refused = (retcode: string): unknown => ({ message: 'No.', retcode, result: {} });
const [again, deadKey] = ['warning: consumer state/again', 'warning: consumer state/dead-key'];
const renewed: [string, string][] = [['Set-GUID', `JSESSIONID=${keyNumber(2)}`]];

test.each([
  ['one call after the other', [{}, { callid: '2-2' }], []],
  ['the same call twice, both times with success', [{}, {}], [again]],
  ['a call that is moved on', [{}, { skillid: 2 }], [again]],
  ['a call that was refused first', [{ answer: refused('000-004') }, {}], []],
] satisfies [string, Passing[], string[]][])('%s: what was changed is followed', (_, all, rules) => {
  expect(found(...all)).toEqual(rules);
});

test.each([
  ['a key that was refused as lapsed, later', [{ answer: refused('000-003') }, { atMs: 10 }], [deadKey]],
  ['the same, sent before the refusal had come', [{ answer: refused('000-003') }, { atMs: 4 }], []],
  ['a key that was refused for its agent', [{ answer: refused('100-006') }, { atMs: 10 }], []],
  ['another key', [{ answer: refused('000-003') }, { atMs: 10, key: keyNumber(2) }], []],
  ['a renewed key, while it lives', [{ answerHeaders: renewed }, { atMs: 60_000, callid: '2-2' }], []],
  ['a renewed key, after its death', [{ answerHeaders: renewed }, { atMs: 60_010, callid: '2-2' }], [deadKey]],
  [
    'a renewed key that is used on and on, and handed its successor each time',
    [
      { answerHeaders: renewed },
      { atMs: 40_000, callid: '2-2', answerHeaders: renewed },
      { atMs: 80_000, callid: '3-3' },
    ],
    [deadKey],
  ],
  ['its successor', [{ answerHeaders: renewed }, { atMs: 60_010, callid: '2-2', key: keyNumber(2) }], []],
  [
    'what a recorder has masked',
    [
      { answer: refused('000-003'), key: '[redacted]' },
      { atMs: 10, key: '[redacted]' },
    ],
    [],
  ],
] satisfies [string, Passing[], string[]][])('%s: the lives of keys are followed', (_, all, rules) => {
  const report = reportOn(...all);
  expect(report.findings.map(({ side, rule, severity }) => `${severity}: ${side} ${rule}`)).toEqual(rules);
  expect(report.outcome).toBe('holds');
  expect(JSON.stringify(report)).not.toContain(keyNumber(1));
});

const own = writtenStamp(contract.stamp);
const other = '9.9.9; 0123456789ab';
const client = (stamp: string): [string, string][] => [['User-Agent', `cc-gateway-client/1.0.0 (contract ${stamp})`]];
const gateway = (stamp: string): [string, string][] => [[stampHeader, stamp]];

test.each([
  ['none', undefined, undefined, []],
  ['the same', own, own, []],
  ['another of the client', other, own, ['consumer']],
  ['another of the gateway', own, other, ['provider']],
  ['another of both', other, other, ['consumer', 'provider']],
])('stamps are compared: %s', (_, asked, answered, sides) => {
  const { findings, outcome } = reportOn({
    requestHeaders: asked === undefined ? [['User-Agent', 'curl/8.5.0 (0123456789ab)']] : client(asked),
    answerHeaders: answered === undefined ? [] : gateway(answered),
  });
  expect(findings.map(({ side }) => side)).toEqual(sides);
  for (const { rule, severity, received } of findings) {
    expect([rule, severity]).toEqual(['version/skew', 'warning']);
    for (const each of [own, asked, answered]) expect(received).toContain(each);
  }
  expect(outcome).toBe('holds');
});

test('members that no schema names are counted, and proposed where their schema stands in the document', () => {
  const { drift } = reportOn(
    { answer: { ...done, time: 7, result: { moved: true } } },
    { callid: '2-2', answer: { ...done, time: 8 } },
  );
  expect(drift.members).toEqual([
    {
      operation: 'assignUserInQueue',
      where: '200',
      mediaType: 'application/json',
      place: ['time'],
      type: 'integer',
      times: 2,
    },
  ]);
  const { actions } = parse(overlayOf(contract, drift)!) as { actions: { target: string; update: unknown }[] };
  expect(actions).toMatchObject([{ update: { properties: { time: { type: 'integer' } } } }]);
  expect(actions[0]!.target).toMatch(/^\$\.(components\.schemas|paths\[')/);
});

test('an overlay can be applied, and diff says what it changes', async () => {
  const { drift } = reportOn({ answer: { ...done, retcode: '777-001', time: 7 } });
  const { actions } = parse(
    overlayOf(contract, { ...drift, statuses: [{ status: 202, operation: 'assignUserInQueue', times: 1 }] })!,
  ) as {
    actions: { target: string; update: Json }[];
  };
  const changed = structuredClone(contract.bundled);
  for (const { target, update } of actions) {
    const names = [...target.matchAll(/\.(\w+)|\['([^']+)'\]/g)].map(([, plain, quoted]) => plain ?? quoted!);
    merge(
      names.reduce<Json>((at, name) => at[name], changed),
      update,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-overlay-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [base, revision] = [join(folder, 'base.json'), join(folder, 'revision.json')];
  await writeFile(base, JSON.stringify(contract.bundled));
  await writeFile(revision, JSON.stringify(changed));
  const { changes } = await diff(base, revision);
  const rules = changes.map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['answer-added', 'retcode']));
  expect(changes.length).toBe(3);
});

/** Merges as Overlay 1.0 says: objects member by member, everything else replaced. */
function merge(at: Json, update: Json): void {
  for (const [name, value] of Object.entries<Json>(update)) {
    const isDeep = typeof value === 'object' && value !== null && typeof at[name] === 'object' && !Array.isArray(value);
    if (isDeep) merge(at[name], value);
    else at[name] = value;
  }
}

test('what is documented is counted, too, and what was never seen has its name', () => {
  const { drift } = reportOn({}, { callid: '2-2', answer: { message: '', retcode: '100-007' } });
  const times = Object.fromEntries(drift.documented.map(({ what, times: count }) => [what, count]));
  expect(times).toMatchObject({
    'the operation assignUserInQueue': 2,
    'the status 200 of assignUserInQueue': 2,
    'the code 100-007': 1,
    'the code 400-001': 0,
    'the member callid of the request of assignUserInQueue': 2,
    'the member result of the answer 200 of assignUserInQueue': 1,
  });
  expect(drift.unseen).toContain('the code 400-001');
  expect(drift.unseen).not.toContain('the code 100-007');
});

test('of a code that no catalogue lists stands after which code it came', () => {
  const codes = ['0', '777-001', '000-004', '777-001', '777-001'];
  const { drift } = reportOn(...codes.map((code, at) => ({ callid: `${at}`, answer: refused(code) })));
  expect(drift.codes).toMatchObject([{ code: '777-001', times: 3, after: { 0: 1, '000-004': 1, '777-001': 1 } }]);
});

test('what is kept of 100,000 exchanges is no more than what is kept of 15,000', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const judge = judgeTraffic(contract, 'a test');
  let count = 0;
  const heapAfter = (most: number): number => {
    while (count < most) judge.judge(exchangeNumber(count++));
    collect();
    return process.memoryUsage().heapUsed;
  };
  // What is remembered of the last ones is full by then.
  const full = heapAfter(15_000);
  expect(heapAfter(100_000) - full).toBeLessThan(1_800_000);
  expect(judge.report().findings.length).toBeLessThan(1_100);
});
