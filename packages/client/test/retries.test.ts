import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createGatewayClient, type CallError, type GatewayEvent } from '../src/index.ts';
import { delayBefore, retryAfter, retryBudget } from '../src/retry.ts';
import { answer, args, envelope, guid, moved, startGateway, type Reply } from './gateway.ts';

/** Calls a gateway that gives `replies` in order, and tells what became of it. */
async function callWith(
  replies: Reply[],
  { retries = 2, ...options }: { retries?: number; repeatUnknown?: boolean; timeout?: number } = {},
) {
  await using server = await startGateway(...replies);
  const events: GatewayEvent[] = [];
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid, onEvent: (event) => events.push(event) });
  const result = await gateway.assignUserInQueue(args, { retries, ...options }).catch((error: CallError) => error);
  return { result, requests: server.requests.length, events };
}

const switchingOver = envelope('000-004');
const failed = envelope('100-007');

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

test('with retries 0 nothing is repeated, not even after a fresh session', async () => {
  const first = await callWith([switchingOver], { retries: 0 });
  expect(first.requests).toBe(1);
  await using server = await startGateway(envelope('000-003'));
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid: () => guid, retries: 0 });
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ attempts: 1 });
});

test('an unknown outcome is not repeated', async () => {
  for (const reply of [failed, envelope('000-007'), envelope('999-999'), answer('', { status: '503 Busy' })]) {
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
  const { result, requests } = await callWith([failed, envelope('400-001')], { repeatUnknown: true });
  expect(result).toMatchObject({ name: 'RefusedError', retcode: '400-001', outcome: 'unknown', retryable: false });
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

test('Retry-After is honoured in both of its forms, and more than 30 seconds are left to the caller', () => {
  const asking = (value: string): Headers => new Headers({ 'Retry-After': value });
  expect(delayBefore(1, asking('3'))).toBe(3000);
  expect(delayBefore(1, asking('31'))).toBeUndefined();
  expect(retryAfter('Wed, 21 Oct 2026 07:28:03 GMT', Date.parse('2026-10-21T07:28:00Z'))).toBe(3000);
  expect(retryAfter('Wed, 21 Oct 2026 07:28:03 GMT', Date.parse('2027-10-21T07:28:00Z'))).toBe(0);
  for (const nonsense of ['', 'soon', '-1', '1e3']) expect(retryAfter(nonsense)).toBeUndefined();
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

test('a client stops retrying when its budget is spent, and successes restore it', async () => {
  const budget = retryBudget(2);
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  for (let success = 0; success < 11; success++) budget.earn();
  expect([budget.take(), budget.take()]).toEqual([true, false]);

  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let sent = 0;
  const fetch = async (): Promise<Response> => {
    sent++;
    return new Response('', { status: 429, headers: { 'Retry-After': '0' } });
  };
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, retries: 1000 });
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ attempts: 101 });
  expect(sent).toBe(101);
  vi.useRealTimers();
});

test('whatever a gateway answers, nothing is sent after an unknown outcome, and never more than retries allow', async () => {
  const codes = ['0', '000-004', '105-002', '100-007', '400-001', '999-999'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 6 }),
      fc.nat(4),
      async (sequence, retries) => {
        let sent = 0;
        const fetch = async (): Promise<Response> => {
          const retcode = sequence[Math.min(sent++, sequence.length - 1)];
          return Response.json({ message: '', retcode }, { headers: { 'Retry-After': '0' } });
        };
        const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, retries });
        await gateway.assignUserInQueue(args).catch(() => {});
        const stop = sequence.findIndex((code) => !['000-004', '105-002'].includes(code));
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
