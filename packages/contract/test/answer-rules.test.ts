import { readContract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import type { Case } from '../src/check/answers/reading/case.ts';
import { answerRules } from '../src/check/answers/rules/catalogue.ts';
import { see } from '../src/check/answers/reading/observed.ts';
import { readAnswer } from '../src/check/wire/answer.ts';

/** What the rules about answers say of bytes, where the document has one operation with one answer. */
function judged(text: string, response: Json, status = '200'): string[] {
  const document = { openapi: '3.1.1', paths: { '/things': { get: { responses: { [status]: response } } } } };
  const contract = readContract(document, { version: '1', hash: '' });
  const [operation] = contract.operations;
  const received = Buffer.from(text);
  const { answer, isComplete } = readAnswer(received, 0, { method: 'GET', hasEnded: false });
  const wire = { method: 'GET', target: '/things', version: '1.1', headers: [], framing: 'length' } as const;
  const each: Case = {
    id: 'one',
    operation: operation!,
    wire: { ...wire, headers: [] },
    about: 'a request',
    rule: 'state/repeat',
    expect: 'anything',
    place: '#',
  };
  const rest = {
    sent: Buffer.alloc(0),
    surplus: Buffer.alloc(0),
    ending: 'open',
    isEarly: false,
    isUnasked: false,
  } as const;
  const seen = see(contract, each, { ...rest, received, answer: answer!, isComplete, ms: 1 }, []);
  return answerRules.flatMap((rule) =>
    rule.judge(seen).map((says) => `${rule.name}${rule.severity === 'warning' ? ' (warning)' : ''}: ${says}`),
  );
}

const bytes = (head: string[], body = '', status = '200 OK'): string =>
  [`HTTP/1.1 ${status}`, ...head, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');

const headers = {
  'X-Count': { required: true, schema: { type: 'integer', minimum: 0 } },
  'X-Tags': { schema: { type: 'array', items: { enum: ['a', 'b'] } } },
  'Set-Cookie': { schema: { type: 'string', pattern: '^[a-z]+=\\d+$' } },
  'Content-Type': { required: true, schema: { const: 'never' } },
};

test.each([[['X-Count: 0']], [['x-count: 12', 'X-Tags: a, b', 'X-Tags: b', 'Set-Cookie: a=1', 'Set-Cookie: b=2']]])(
  '%j keeps the documented headers',
  (head) => {
    expect(judged(bytes(head), { headers })).toEqual([]);
  },
);

test.each([
  [[], 'status/header: the header X-Count is not there'],
  [['X-Count: -1'], 'status/header: the header X-Count is "-1"'],
  [['X-Count: many'], 'status/header: the header X-Count is "many"'],
  [['X-Count: 1', 'X-Tags: a, c'], 'status/header: the header X-Tags is "a, c"'],
  [['X-Count: 1', 'Set-Cookie: a'], 'status/header: the header Set-Cookie is "a"'],
])('%j does not', (head, says) => {
  expect(judged(bytes(head), { headers })).toEqual([says]);
});

const user = {
  type: 'object',
  required: ['name', 'password'],
  properties: {
    name: { type: 'string' },
    password: { type: 'string', writeOnly: true },
    friends: { type: 'array', items: { type: 'object', properties: { pin: { allOf: [{ writeOnly: true }] } } } },
  },
};
const content = { 'application/json': { schema: user } };
const json = (body: Json): string => bytes(['Content-Type: application/json'], JSON.stringify(body));

test('an answer need not have what only requests carry', () => {
  expect(judged(json({ name: 'Ann', friends: [{}] }), { content })).toEqual([]);
});

test('an answer that has what only requests carry is a finding, at any depth', () => {
  expect(judged(json({ name: 'Ann', password: 'x', friends: [{}, { pin: 1 }] }), { content })).toEqual([
    'envelope/value: /password is there, which only requests carry (writeOnly)',
    'envelope/value: /friends/1/pin is there, which only requests carry (writeOnly)',
  ]);
});

test.each([bytes(['Content-Type: text/plain'], 'taken', '202 Accepted'), bytes([], '', '202 Accepted')])(
  'a body on an answer that is documented without one is no violation',
  (text) => {
    expect(judged(text, { description: 'taken' }, '202')).toEqual([]);
  },
);
