import * as generated from '#catalogue';
import { expect, test } from 'vitest';
import type { CallState } from '../src/call-state.ts';
import { endedAttempt } from '../src/explain/ended-attempt.ts';
import { refusal } from '../src/explain/refusal.ts';
import { unusableAnswer } from '../src/explain/unusable-answer.ts';
import type { Retcode } from '../src/facts.ts';
import { codeOf } from './codes.ts';

const { catalogue, unlisted } = generated as unknown as { catalogue: Record<string, Retcode>; unlisted: Retcode };

test.each([
  ['aborted', 'not-applied', { message: 'the caller ended it; nothing was sent.' }],
  ['aborted', 'unknown', { message: 'the caller ended it; the call may have taken effect.' }],
  [
    'late',
    'not-applied',
    { message: 'no connection was free or made within 5 ms; nothing was sent.', retryable: true },
  ],
  ['late', 'unknown', { message: 'no answer within 5 ms; the call may have taken effect.', retryable: false }],
] as const)('an attempt that ended %s, its outcome %s, is told as such', (how, outcome, told) => {
  expect(endedAttempt(how, 5, { phase: undefined, outcome })).toEqual(told);
});

/** What a refusal tells where all that is not of the contract is left out of texts. */
const refused = (code: string, body: unknown, says = ['message'], refreshed = false) =>
  refusal(code, says, body, (text) => text.replaceAll('a', '*').replaceAll('0', '*'), { headers: new Headers() }, {
    refreshed,
  } as CallState);

test('a refusal is told with its code, what it means, what to do, and the words of the gateway', () => {
  const code = codeOf('refused');
  const { meaning, action } = catalogue[code]!;
  const told = `refused with retcode "${code}". ${meaning} ${action}`;
  expect(refused(code, { message: 'An a.' })).toMatchObject({
    message: `${told} The gateway says: "An *.".`,
    retcode: code,
    gatewayMessage: 'An *.',
    outcome: 'not-applied',
    retryable: false,
  });
  for (const [body, says] of [
    [{ message: '' }, undefined],
    [{ message: 5 }, undefined],
    [{ message: null }, ['message', 'text']],
    ['text', ['constructor', 'name']],
  ] as const)
    expect(refused(code, body, says && [...says]).message).toBe(told);
  const long = 'b'.repeat(200);
  expect(refused(code, { message: long }).message).toBe(`${told} The gateway says: "${long}".`);
  expect(refused(code, { message: `${long}b` }).message).toBe(`${told} The gateway says: "${long}…".`);
});

test('a code that no document lists is told without what must not be told, and leaves the outcome unknown', () => {
  expect(refused('xa0', {})).toMatchObject({
    message: `refused with retcode "x**". ${unlisted.meaning} ${unlisted.action}`,
    retcode: 'x**',
    outcome: 'unknown',
    retryable: false,
  });
});

test.each([
  ['transient', false, true],
  ['transient', true, true],
  ['session', false, true],
  ['session', true, false],
  ['refused', false, false],
] as const)('a refusal of class %s, a fresh key tried: %s, may be tried again: %s', (kind, refreshed, retryable) => {
  expect(refused(codeOf(kind), {}, [], refreshed).retryable).toBe(retryable);
});

const coded = (code: string): Error => Object.assign(new Error('x'), { code });
const mayHave = '; the call may have taken effect.';
test.each<[what: unknown[], status: number, form: string | undefined, says: string]>([
  [['status'], 0, undefined, `it is a redirect, expected HTTP status 200 or 201${mayHave}`],
  [['status'], 300, undefined, `it is a redirect, expected HTTP status 200 or 201${mayHave}`],
  [['status'], 399, undefined, `it is a redirect, expected HTTP status 200 or 201${mayHave}`],
  [['status'], 299, undefined, `its HTTP status is 299, expected 200 or 201${mayHave}`],
  [['status'], 400, undefined, `its HTTP status is 400, expected 200 or 201${mayHave}`],
  [['status'], 404, undefined, 'its HTTP status is 404, expected 200 or 201; the request took no effect.'],
  [['status'], 429, undefined, 'its HTTP status is 429, expected 200 or 201; the request took no effect.'],
  [['broken', coded('ERR_BUFFER_TOO_LARGE')], 200, undefined, `its body has more than `],
  [
    ['broken', coded('Z_DATA_ERROR')],
    200,
    undefined,
    `its body cannot be decoded from its Content-Encoding (Z_DATA_ERROR)${mayHave}`,
  ],
  [['type', 'text/html'], 200, 'json', 'text/html'],
  [['type', 'text/html'], 200, undefined, 'text/html'],
])('an answer that is unusable for %j with status %i, its form %s, tells why', (what, status, form, says) => {
  const told = unusableAnswer(
    what as never,
    { answers: { 200: null, 201: null } } as never,
    { status, headers: new Headers() },
    form === undefined ? undefined : ({ type: 'application/json', form } as never),
    undefined,
    () => [],
    { secrets: [] as string[] } as CallState,
  );
  const isTurnedAway = status === 404 || status === 429;
  expect(told).toMatchObject({
    name: 'UnusableAnswerError',
    outcome: isTurnedAway ? 'not-applied' : 'unknown',
    retryable: status === 429,
    status,
    ...(what[0] === 'type' && { reason: form ? 'off-contract' : 'not-json' }),
  });
  expect(told.message).toContain(says);
  expect(told.message).not.toContain('…');
});

test('a connection that broke in the middle of an answer is told as that, and long words are cut', () => {
  const tell = (what: unknown[], status?: number) =>
    unusableAnswer(
      what as never,
      { answers: { ['9'.repeat(2100)]: null } } as never,
      { status, headers: new Headers() },
      undefined,
      undefined,
      () => [],
      { secrets: [] as string[] } as CallState,
    );
  expect(tell(['broken', coded('ECONNRESET')], 200)).toMatchObject({ name: 'ConnectionError', outcome: 'unknown' });
  expect(tell(['status'], 500).message).toMatch(/9…; the call may have taken effect\.$/);
  expect(tell(['no-answer', 5])).not.toHaveProperty('status');
});
