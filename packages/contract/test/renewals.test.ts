import { expect, test } from 'vitest';
import type { Case } from '../src/check/answers/reading/case.ts';
import { see, type Seen } from '../src/check/answers/reading/observed.ts';
import { redactorOf } from '../src/check/keys/redact.ts';
import { createRenewals } from '../src/check/keys/renewals.ts';
import { readAnswer } from '../src/check/wire/answer.ts';
import { own } from './faulty/document.ts';

/** The answer to a request with a key: with a further key, or with a refusal of the one that was sent. */
function answered(key: string, next?: string, isVerbatim = false): Seen {
  const [body, head] = next
    ? ['{"message":"","retcode":"0"}', `Set-GUID: JSESSIONID=${next}\r\n`]
    : ['{"message":"No right.","retcode":"000-003"}', ''];
  const text = `HTTP/1.1 200 OK\r\n${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const received = Buffer.from(text);
  const { answer, isComplete } = readAnswer(received, 0, { method: 'PUT', hasEnded: false });
  const each: Case = {
    id: 'one',
    operation: own.operations[0]!,
    wire: { method: 'PUT', target: '/', version: '1.1', headers: [['Guid', key]], framing: 'length' },
    about: 'a request',
    rule: 'state/repeat',
    expect: 'anything',
    place: '#',
    isVerbatim,
  };
  const rest = {
    sent: Buffer.alloc(0),
    surplus: Buffer.alloc(0),
    ending: 'open',
    isEarly: false,
    isUnasked: false,
  } as const;
  return see(own, each, { ...rest, received, answer: answer!, isComplete, ms: 1 }, []);
}

test('a dead key is replaced by the last of those that followed, whoever had them handed out', () => {
  const renewals = createRenewals(redactorOf(own, {}));
  const [first, ...following] = ['key-number-0', 'key-number-1', 'key-number-2', 'key-number-3'];
  let key = first;
  for (const next of following) {
    expect(renewals.note(answered(key, next, true))).toBe(false);
    key = next;
  }
  expect(renewals.newest(first)).toBe(first);
  expect(renewals.note(answered(first))).toBe(true);
  expect(renewals.newest(first)).toBe('key-number-3');
});

test('a key that comes back for itself in a circle replaces nothing for ever', () => {
  const renewals = createRenewals(redactorOf(own, {}));
  for (const [key, next] of [
    ['key-number-0', 'key-number-1'],
    ['key-number-1', 'key-number-0'],
  ] as const)
    renewals.note(answered(key, next));
  renewals.note(answered('key-number-0'));
  renewals.note(answered('key-number-1'));
  expect(typeof renewals.newest('key-number-0')).toBe('string');
});
