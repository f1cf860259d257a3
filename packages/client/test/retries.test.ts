import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createGatewayClient, type CallError, type GatewayEvent } from '../src/index.ts';
import { nextStep, type Allowance, type FailedAttempt, type NextStep } from '../src/explain/next-step.ts';
import { delayBefore, retryAfter } from '../src/explain/retry.ts';
import { earn, mostRetries } from '../src/retry-budget.ts';
import { codeOf } from './codes.ts';
import { answer, args, envelope, guid, moved, startGateway, type Reply } from './gateway.ts';
import { replied } from './sample.ts';

/** Calls a gateway that gives `replies` in order, and tells what became of it. */
async function callWith(
  replies: Reply[],
  { retries = 2, ...options }: { retries?: number; repeatUnknown?: boolean; timeout?: number; deadline?: number } = {},
) {
  await using server = await startGateway(...replies);
  const events: GatewayEvent[] = [];
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid, onEvent: (event) => events.push(event) });
  const result = await gateway.assignUserInQueue(args, { retries, ...options }).catch((error: CallError) => error);
  return { result, requests: server.requests.length, events };
}

const transient = codeOf('transient');
const switchingOver = envelope(transient);
const failed = envelope(codeOf('failed'));

test('a refusal that passes is repeated until the call succeeds', async () => {
  const { result, requests } = await callWith([switchingOver, switchingOver, moved]);
  expect(result).toMatchObject({ retcode: '0' });
  expect(requests).toBe(3);
});

test('after the last retry the refusal is thrown, and still says that it may be tried again', async () => {
  const { result, requests } = await callWith([switchingOver], { retries: 1 });
  expect(result).toMatchObject({ name: 'RefusedError', attempts: 2, retryable: true, outcome: 'not-applied' });
  expect(requests).toBe(2);
});

test('with retries 0 nothing is repeated, but a lapsed key is still refreshed once', async () => {
  const first = await callWith([switchingOver], { retries: 0 });
  expect(first.requests).toBe(1);
  await using server = await startGateway(envelope(codeOf('session')));
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid: () => guid, retries: 0 });
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ attempts: 2, retryable: false });
});

test('a refreshed key is tried beside the repetitions, not instead of one', async () => {
  await using server = await startGateway(envelope(codeOf('session')), switchingOver, moved);
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid: () => guid, retries: 1 });
  await expect(gateway.assignUserInQueue.withResponse(args)).resolves.toMatchObject({ attempts: 3 });
});

test('an unknown outcome is not repeated', async () => {
  for (const reply of [
    failed,
    envelope(codeOf('duplicate')),
    envelope('999-999'),
    answer('', { status: '503 Busy' }),
  ]) {
    expect((await callWith([reply, moved])).requests).toBe(1);
  }
});

test('an unknown outcome is repeated where the caller says so in that call', async () => {
  expect(await callWith([failed, moved], { repeatUnknown: true })).toMatchObject({
    result: { retcode: '0' },
    requests: 2,
  });
});

test('a call that was repeated though it may have taken effect never ends as not applied', async () => {
  const { result, requests } = await callWith([failed, envelope(codeOf('refused'))], { repeatUnknown: true });
  expect(result).toMatchObject({
    name: 'RefusedError',
    retcode: codeOf('refused'),
    outcome: 'unknown',
    retryable: false,
  });
  expect(requests).toBe(2 + 1);
});

test('each attempt has a time-out of its own', async () => {
  const late =
    (reply: Uint8Array): Reply =>
    (socket) =>
      setTimeout(() => socket.write(reply), 700);
  const { result } = await callWith([late(switchingOver), late(moved)], { timeout: 1300 });
  expect(result).toMatchObject({ retcode: '0' });
});

test('Retry-After is honoured in all of its forms, which are GMT, and more than 30 seconds are left to the caller', () => {
  const asking = (value: string): Headers => new Headers({ 'Retry-After': value });
  expect(delayBefore(1, asking('3'))).toBe(3000);
  expect(delayBefore(1, asking('31'))).toBeUndefined();
  expect(retryAfter('Wed, 21 Oct 2026 07:28:03 GMT', Date.parse('2026-10-21T07:28:00Z'))).toBe(3000);
  expect(retryAfter('Wed, 21 Oct 2026 07:28:03 GMT', Date.parse('2027-10-21T07:28:00Z'))).toBe(0);
  const now = Date.parse('1994-11-06T08:49:30Z');
  for (const form of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994']) {
    expect(retryAfter(form, now)).toBe(7000);
  }
  for (const nonsense of ['', 'soon', 'Soon 1', '-1', '1e3', '2026-10-21T07:28:03Z'])
    expect(retryAfter(nonsense)).toBeUndefined();
});

test('a gateway that asks for more than 30 seconds is not asked again', async () => {
  const { result, requests } = await callWith([answer('', { status: '429 Slow', headers: ['Retry-After: 3600'] })]);
  expect(result).toMatchObject({ status: 429, retryable: true });
  expect(requests).toBe(1);
});

test('waits double up to five seconds, with full jitter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, random) => {
      const delay = delayBefore(attempts, undefined, () => random)!;
      expect(delay).toBe(random * Math.min(5000, 200 * 2 ** (attempts - 1)));
    }),
  );
});

test('who asks for no wait, or for one that is over, is not asked by everybody at once', () => {
  for (const value of ['0', 'Sun, 06 Nov 1994 08:49:37 GMT']) {
    expect(delayBefore(2, new Headers({ 'Retry-After': value }), () => 0.5)).toBe(200);
  }
});

/** Lets the pauses of a call pass as soon as they begin. */
function withoutPauses(): Disposable {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let over = false;
  const pass = (): void => {
    if (over) return;
    vi.advanceTimersByTime(5000);
    setImmediate(pass);
  };
  pass();
  return {
    [Symbol.dispose]() {
      over = true;
      vi.useRealTimers();
    },
  };
}

test('a client stops retrying when its budget is spent, and successes restore it', async () => {
  const budget = { left: 0 };
  for (let success = 0; success < 9; success++) earn(budget);
  expect(budget.left).toBeLessThan(1);
  for (let success = 0; success < 2000; success++) earn(budget);
  expect(budget.left).toBe(mostRetries);

  using _ = withoutPauses();
  let sent = 0;
  const fetch = async (): Promise<Response> => {
    sent++;
    return new Response('', { status: 429, headers: { 'Retry-After': '0' } });
  };
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, retries: 1000 });
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ attempts: 101 });
  expect(sent).toBe(101);
});

test('whatever a gateway answers, nothing is sent after an unknown outcome, and never more than retries allow', async () => {
  const codes = ['0', transient, codeOf('failed'), codeOf('refused'), '999-999'];
  using _ = withoutPauses();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 6 }),
      fc.nat(4),
      async (sequence, retries) => {
        let sent = 0;
        const fetch = async (): Promise<Response> => {
          const retcode = sequence[Math.min(sent++, sequence.length - 1)];
          return replied({ message: '', retcode }, { headers: { 'Retry-After': '0' } });
        };
        const options = { baseUrl: 'https://gateway.example', guid, fetch, retries };
        await createGatewayClient(options)
          .assignUserInQueue(args, { timeout: 2 ** 31 - 1 })
          .catch(() => {});
        const stop = sequence.findIndex((code) => code !== transient);
        expect(sent).toBe(Math.min(retries + 1, stop < 0 ? Infinity : stop + 1));
      },
    ),
  );
});

test('the caller ends a wait between attempts, and is told that nothing took effect', async () => {
  const controller = new AbortController();
  const reason = { why: 'the agent hung up' };
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid,
    fetch: async () => new Response('', { status: 429, headers: { 'Retry-After': '20' } }),
    onEvent: ({ type }) => type === 'retry' && queueMicrotask(() => controller.abort(reason)),
  });
  const error = await gateway
    .assignUserInQueue(args, { signal: controller.signal })
    .catch((thrown: CallError) => thrown);
  expect(error).toMatchObject({ name: 'AbortedError', outcome: 'not-applied', attempts: 1 });
  expect((error as CallError).cause).toBe(reason);
});

test('who ends the call when he is told of a repetition waits for no pause', async () => {
  const controller = new AbortController();
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid,
    fetch: async () => new Response('', { status: 429, headers: { 'Retry-After': '20' } }),
    onEvent: ({ type }) => type === 'retry' && controller.abort(),
  });
  const call = gateway.assignUserInQueue(args, { signal: controller.signal });
  await expect(call).rejects.toMatchObject({ name: 'AbortedError', outcome: 'not-applied', attempts: 1 });
});

test('a call is repeated when its pause is over, and not before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let sent = 0;
  const busy = { status: 429, headers: { 'Retry-After': '2' } };
  const done = (): Response => replied({ message: '', retcode: '0' });
  const fetch = async (): Promise<Response> => (++sent === 1 ? new Response('', busy) : done());
  const call = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch }).assignUserInQueue(args);
  await vi.advanceTimersByTimeAsync(1999);
  expect(sent).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await expect(call).resolves.toMatchObject({ retcode: '0' });
  expect(sent).toBe(2);
});

test('a deadline ends a call with its repetitions and their pauses', async () => {
  const late = await callWith([() => {}], { deadline: 60 });
  expect(late.result).toMatchObject({ name: 'TimeoutError', outcome: 'unknown', attempts: 1 });
  const waiting = await callWith([answer('', { status: '429 Slow', headers: ['Retry-After: 20'] })], {
    deadline: 5000,
  });
  expect(waiting.result).toMatchObject({ status: 429, retryable: true, attempts: 1 });
  await expect(
    createGatewayClient({
      baseUrl: 'https://gateway.example',
      guid: () => new Promise(() => {}),
      deadline: 20,
    }).assignUserInQueue(args),
  ).rejects.toMatchObject({ name: 'SessionError', outcome: 'not-applied' });
});

const allowed: Allowance = {
  attempts: 1,
  refreshed: false,
  retries: 2,
  repeatUnknown: false,
  refreshable: true,
  budget: true,
  ended: false,
  left: Infinity,
};
const passing: FailedAttempt = { outcome: 'not-applied', retryable: true };
const unknown: FailedAttempt = { outcome: 'unknown', retryable: false };
const lapsed: FailedAttempt = { ...passing, retry: 'fresh-session' };
test.each<[string, FailedAttempt, Partial<Allowance>, NextStep['step']]>([
  ['one that passes', passing, {}, 'repeat'],
  ['one that passes, after the last repetition', passing, { attempts: 3 }, 'fail'],
  ['one that passes, with a refresh among the attempts', passing, { attempts: 3, refreshed: true }, 'repeat'],
  ['one that passes, when the budget is spent', passing, { budget: false }, 'fail'],
  ['one that passes, when the caller has ended it', passing, { ended: true }, 'fail'],
  ['one that passes, when no time is left', passing, { left: 0 }, 'fail'],
  ['one that passes, when the pause takes longer than is left', passing, { left: 99 }, 'fail'],
  ['one that asks for an hour', { ...passing, headers: new Headers({ 'Retry-After': '3600' }) }, {}, 'fail'],
  ['one of unknown outcome', unknown, {}, 'fail'],
  ['one of unknown outcome that does no harm twice', unknown, { repeatUnknown: true }, 'repeat'],
  ['one that does not pass', { outcome: 'not-applied', retryable: false }, { repeatUnknown: true }, 'fail'],
  ['a lapsed key', lapsed, { retries: 0, budget: false }, 'refresh'],
  ['a lapsed key that nobody can refresh', lapsed, { refreshable: false }, 'fail'],
  ['a lapsed key that was refreshed already', lapsed, { refreshed: true }, 'fail'],
])('what follows %s', (_name, failed, allowance, step) => {
  expect(nextStep(failed, { ...allowed, ...allowance }, () => 0.5).step).toBe(step);
});

test('a date without a zone is GMT wherever the client runs, and one that is none asks for nothing', () => {
  const zone = process.env['TZ'];
  try {
    process.env['TZ'] = 'America/New_York';
    const now = Date.UTC(1994, 10, 6, 8, 49, 30);
    expect(retryAfter('Sun Nov  6 08:49:37 1994', now)).toBe(7_000);
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
  expect(retryAfter('Sun, 99 Nov 1994 99:49:37 GMT', 0)).toBeUndefined();
});
