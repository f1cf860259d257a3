import { expect, test } from 'vitest';
import { answerRules } from '../src/check/answers/rules/catalogue.ts';
import { see, type Seen } from '../src/check/answers/reading/observed.ts';
import { readAnswer } from '../src/check/wire/answer.ts';
import type { Wire } from '../src/check/wire/request.ts';
import { own } from './faulty/document.ts';
import { examples, key, type Example } from './rules/examples.ts';

function seenOf({ bytes, capture, wire, spec = own, isOpen = false, tolerates = [], case: more }: Example): Seen {
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
    [key],
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
