import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { answerRules, ruleNamed, rules } from '../src/check/answers/rules/catalogue.ts';
import { markup } from '../src/check/answers/rules/exposure.ts';
import { see, type Seen } from '../src/check/answers/reading/observed.ts';
import { readAnswer } from '../src/check/wire/answer.ts';
import type { Wire } from '../src/check/wire/request.ts';
import { own } from './faulty/document.ts';
import { examples, key, type Example } from './rules/examples.ts';

function seenOf(example: Example): Seen {
  const { bytes, capture, wire, spec = own, isOpen = false, tolerates = [], secrets = [key], case: more } = example;
  const received = Buffer.from(bytes as string);
  const request: Wire = {
    method: 'PUT',
    target: '/',
    version: '1.1',
    headers: [['Accept-Encoding', 'identity']],
    framing: 'length',
    ...wire,
  };
  const { answer, isComplete, end } = readAnswer(received, 0, { method: request.method, hasEnded: !isOpen });
  const operation = spec.operations[0]!;
  const each = {
    id: 'x',
    operation,
    wire: request,
    about: '',
    rule: 'state/repeat',
    expect: 'anything',
    place: '#',
    tolerates,
    ...more,
  } satisfies Seen['case'];
  return see(
    spec,
    each,
    {
      sent: Buffer.alloc(0),
      received,
      ...(answer && { answer }),
      isComplete,
      surplus: isComplete ? received.subarray(end) : Buffer.alloc(0),
      ending: 'closed',
      isEarly: false,
      isUnasked: false,
      ms: 1,
      ...capture,
    },
    secrets,
  );
}

const cases = answerRules.flatMap((rule) => {
  const { name } = rule;
  const [keeps, breaks] = examples[name] ?? [[], []];
  return [
    ...keeps.map((example, index) => ({ name, rule, what: `${index} keeps`, example, isKept: true })),
    ...breaks.map((example, index) => ({ name, rule, what: `${index} breaks`, example, isKept: false })),
  ];
});

test.each(cases)('answer $what $name', ({ rule, example, isKept }) => {
  expect(rule.judge(seenOf(example)).length === 0).toBe(isKept);
});

test('every rule about answers has an answer that keeps it and one that breaks it', () => {
  const complete = Object.entries(examples).filter(([, [keeps, breaks]]) => keeps.length > 0 && breaks.length > 0);
  expect(complete.map(([name]) => name).toSorted()).toEqual(answerRules.map(({ name }) => name).toSorted());
});

test('a key is found by itself, without its last part, turned round, and in two encodings, but not by a short part', () => {
  const echo = answerRules.find(({ name }) => name === 'auth/echo')!;
  // One that nobody has looked for before: what is looked for is remembered.
  const fresh = `1234567.${randomUUID()}`;
  const found = (secret: string, text: string): string[] =>
    echo.judge(
      seenOf({ bytes: `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Trace: ${text}\r\n\r\n`, secrets: [secret] }),
    );
  const says = ['the header X-Trace holds the session key'];
  const bytes = Buffer.from(fresh);
  for (const text of [fresh, Array.from(fresh).toReversed().join(''), bytes.toString('base64'), bytes.toString('hex')])
    expect(found(fresh, text)).toEqual(says);
  expect(found(`${fresh}.Gateway`, fresh.slice(0, 7))).toEqual([]);
  const parted = `${randomUUID()}.Gateway`;
  expect(found(parted, parted.slice(0, 36))).toEqual(says);
  expect(found(parted, 'Gateway')).toEqual([]);
});

test('each rule goes by its name, and a name that no rule has is told', () => {
  expect(rules.map(({ name }) => ruleNamed(name))).toEqual(rules);
  expect(() => ruleNamed('auth/nothing')).toThrow('No rule is named "auth/nothing".');
});

test.each([
  ['', 'no media type'],
  ['Content-Type: text/html\r\n', 'text/html'],
])('markup that comes back is told with what it comes under: %j', (head, under) => {
  const reflected = answerRules.find(({ name }) => name === 'envelope/reflected')!;
  const bytes = `HTTP/1.1 404 No\r\n${head}Content-Length: ${markup.length}\r\n\r\n${markup}`;
  expect(reflected.judge(seenOf({ bytes }))).toEqual([`the body holds ${markup}, which was sent, under ${under}`]);
});
