import { readContract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { probeContinue } from '../src/check/probes/http/continuation.ts';
import { probeGrowth } from '../src/check/probes/http/growth.ts';
import type { Level } from '../src/check/requests/level.ts';
import type { Plan } from '../src/check/requests/plan.ts';
import { answered, type Reply } from './cases/answered.ts';
import { said, told } from './cases/told.ts';
import { shared } from './cases/plans.ts';

const waiting = (more: object = {}, isUnasked = true): Reply => ({
  status: 200,
  ...more,
  capture: { isUnasked, ms: 70 },
});
const late = 'transport/continue: neither leave nor an answer within 1140 ms';

test.each<[about: string, replies: Reply[], found: string[], asked: number]>([
  ['asks for the body', [waiting({}, false)], [], 1],
  ['waits for the body each time', [waiting()], [late], 2],
  ['waits for the body once', [waiting(), waiting({}, false)], [], 2],
  ['is of HTTP/1.0', [waiting({ version: '1.0' })], [], 1],
  ['is of HTTP/1.0 and gives no answer', [waiting({ version: 'no' })], [late], 2],
])(
  'of a provider that %s, a body that waits for leave shows what there is to find',
  async (_, replies, expected, count) => {
    const waits: unknown[] = [];
    const { plan, found, asked } = answered('movePart', ({ wire, tolerates }, times) => {
      waits.push(wire.pace, wire.patienceMs, tolerates);
      return replies[Math.min(times, replies.length - 1)];
    });
    await probeContinue(plan);
    expect([found, asked.length]).toEqual([expected, count]);
    expect(waits).toEqual(['continue', 300, [417], 'continue', 1_140, [417]].slice(0, 3 * count));
  },
);

test('what has no body, and what is not wanted, waits for no leave', async () => {
  const { plan, asked } = answered('movePart', () => waiting());
  await probeContinue({ ...plan, run: { ...plan.run, isWanted: () => false } });
  await probeContinue({ ...plan, run: { ...plan.run, options: { ...plan.run.options, dryRun: true } } });
  await probeContinue({ ...plan, wire: { ...plan.wire, body: undefined } as never });
  expect(asked).toEqual([]);
});

interface Given {
  operation?: string;
  level?: Level;
  /** What a text of so many characters is answered, after so many requests. */
  answer?: (length: number, times: number, kind: string) => Reply;
  change?: (plan: Plan) => Plan;
  contract?: typeof shared;
}

const took = (ms: number, more: object = {}): Reply => ({ status: 400, capture: { ms, ...more } });
const turned =
  (turn: number) =>
  (plan: Plan): Plan => ({ ...plan, run: { ...plan.run, turn: () => turn } });

/** The one operation of a document. */
const alone = (method: string, schema: Json, more: Json = {}): typeof shared =>
  readContract(
    {
      openapi: '3.1.0',
      info: { title: 'One', version: '1' },
      paths: {
        '/one': {
          [method]: {
            operationId: 'one',
            parameters: [{ name: 'text', in: 'query', required: true, schema, example: 'abc' }],
            responses: { 200: { description: 'ok' } },
            ...more,
          },
        },
      },
    },
    shared.stamp,
  );
const short = { type: 'string', maxLength: 20 };
const one = alone('post', short);

const slowFrom =
  (least: number, ms = 500): NonNullable<Given['answer']> =>
  (length) =>
    took(length < least ? 10 : ms);

const givens: [about: string, given: Given][] = [
  ['refuses everything', {}],
  ['refuses everything, in turn 1', { change: turned(1) }],
  ['refuses everything, in turn 2', { change: turned(2) }],
  ['is asked at safe', { level: 'safe' }],
  ['is asked at safe to read', { level: 'safe', operation: 'readShape' }],
  ['has no session', { operation: 'keepText' }],
  ['has a session in the query', { operation: 'makeShape' }],
  ['is given no key', { change: (plan) => ({ ...plan, session: undefined }) }],
  ['is not wanted', { change: (plan) => ({ ...plan, run: { ...plan.run, isWanted: () => false } }) }],
  ['takes everything', { answer: () => ({ status: 200 }) }],
  ['has one operation', { contract: one }],
  ['has one operation, and takes everything', { contract: one, answer: () => ({ status: 200 }) }],
  ['has one operation, and is asked at safe', { contract: one, level: 'safe' }],
  [
    'has one operation, and is asked at safe for a digit',
    { contract: alone('post', { type: 'string', pattern: '^(abc|9)$' }), level: 'safe' },
  ],
  [
    'has one operation, is asked at safe, and knows its texts',
    {
      contract: alone('post', short, {
        'x-preconditions': [{ name: 'known', row: 'texts', key: '$request.query.text', else: 'unknown' }],
      }),
      level: 'safe',
    },
  ],
  ['has one operation, and is asked at safe to read', { contract: alone('get', short), level: 'safe' }],
  [
    'takes everything, slowly',
    { contract: one, answer: (length) => ({ ...took(length < 30 ? 10 : 500)!, status: 200 }) },
  ],
  ['is slow from 30 on', { contract: one, answer: slowFrom(30) }],
  ['is slow from 4000 on', { contract: one, answer: slowFrom(4_000) }],
  ['is nearly slow', { contract: one, answer: slowFrom(30, 230) }],
  ['is just slow', { contract: one, answer: slowFrom(30, 231) }],
  [
    'gives no answer',
    { contract: one, answer: (length) => took(length < 30 ? 10 : 50, length < 30 ? {} : { ending: 'timeout' }) },
  ],
  [
    'gives no answer in time',
    { contract: one, answer: (length) => took(length < 30 ? 10 : 5_000, length < 30 ? {} : { ending: 'timeout' }) },
  ],
  ['is slow three times', { contract: one, answer: (length, times) => took(length > 16 && times < 7 ? 500 : 10) }],
  ['is slow at first', { contract: one, answer: (length, times) => took(times < 3 ? 400 : length > 16 ? 900 : 10) }],
  ['is busy', { contract: one, answer: (length, times) => took(length > 16 ? 600 : times % 4 === 0 ? 10 : 500) }],
  [
    'is busy now and then',
    { contract: one, answer: (length, times) => took(length > 16 ? 600 : times % 8 === 0 ? 500 : 10) },
  ],
  [
    'is slow with blanks',
    { contract: one, answer: (length, _, kind) => took(kind.startsWith('blanks') && length > 30 ? 900 : 10) },
  ],
];

/** The same lines, one after the other, become one. */
const folded = (lines: string[]): string[] => {
  const out: [string, number][] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last?.[0] === line) last[1] += 1;
    else out.push([line, 1]);
  }
  return out.map(([line, count]) => (count === 1 ? line : `${count} times: ${line}`));
};

test('the texts that grow, and what is found of a provider, are those that are written down', async () => {
  const all: string[] = [];
  for (const [about, given] of givens) {
    const { contract, operation = contract ? 'one' : 'movePart', level, answer = () => took(10), change } = given;
    const lines: string[] = [];
    const { plan, found, leftOut } = answered(
      operation,
      (each, times) => {
        const [, length, kind] = /has (\d+) characters \((.*)\)/.exec(each.about)!;
        const reply = answer(Number(length), times, kind!);
        lines.push(
          `${each.id}: ${each.about}: ${each.place.split('/').slice(-2).join('/')}: ${reply?.status} in ${reply?.capture?.ms} ms, ${said(each).length} characters`,
        );
        return reply;
      },
      level,
      contract,
    );
    await probeGrowth((change ?? ((same) => same))(plan));
    all.push(...told(`A provider that ${about}`, { asked: folded(lines), found: folded(found), leftOut }));
  }
  await expect(`${all.join('\n')}\n`).toMatchFileSnapshot('cases/growth.txt');
});
