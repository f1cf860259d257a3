import { beforeAll, expect, test } from 'vitest';
import { createGatewayClient, type CallError } from '../src/index.ts';
import { load } from '../src/explainer.ts';
import { args, guid, moved, startGateway } from './gateway.ts';
import { argsWith, replied, textIn } from './sample.ts';

// Limits of milliseconds are not to end the wait for words.
beforeAll(load);

test('a signal that has aborted already sends nothing', async () => {
  await using server = await startGateway(moved);
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  const reason = new Error('never mind');
  const error = await gateway
    .assignUserInQueue(args, { signal: AbortSignal.abort(reason) })
    .catch((thrown: unknown) => thrown as CallError);
  expect(error).toMatchObject({ name: 'AbortedError', outcome: 'not-applied', attempts: 0, cause: reason });
  expect(server.requests).toHaveLength(0);
});

test('an abort under way leaves the outcome unknown, keeps the reason and closes the connection', async () => {
  const controller = new AbortController();
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => (close = resolve));
  await using server = await startGateway((socket) => {
    socket.on('close', close);
    controller.abort('enough');
  });
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  await expect(gateway.assignUserInQueue(args, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortedError',
    outcome: 'unknown',
    cause: 'enough',
    retryable: false,
  });
  await closed;
});

test('an abort within the body ends the call', async () => {
  const controller = new AbortController();
  await using server = await startGateway((socket) => {
    socket.write(moved.subarray(0, -3));
    setImmediate(() => controller.abort());
  });
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  await expect(gateway.assignUserInQueue(args, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortedError',
    outcome: 'unknown',
  });
});

test('a signal that is used for many calls keeps no listener of any', async () => {
  const { signal } = new AbortController();
  let listening = 0;
  const counted = {
    aborted: false,
    addEventListener: (...given: Parameters<AbortSignal['addEventListener']>) => (
      listening++,
      signal.addEventListener(...given)
    ),
    removeEventListener: (...given: Parameters<AbortSignal['addEventListener']>) => (
      listening--,
      signal.removeEventListener(...given)
    ),
  };
  await using server = await startGateway(moved);
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  for (let call = 0; call < 20; call++) await gateway.assignUserInQueue(args, { signal: counted });
  expect(listening).toBe(0);
});

test('a fetch that heeds no signal does not keep the caller waiting', async () => {
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch: () => new Promise(() => {}) });
  await expect(gateway.assignUserInQueue(args, { timeout: 20 })).rejects.toMatchObject({
    name: 'TimeoutError',
    outcome: 'unknown',
    message: 'assignUserInQueue: no answer within 20 ms; the call may have taken effect.',
  });
});

test('answers of concurrent calls are not crossed', async () => {
  const waiting: (() => void)[] = [];
  const fetch = async (_url: unknown, { body }: { body?: string } = {}): Promise<Response> => {
    await new Promise<void>((resolve) => {
      // All are answered when the last has come, the last one first.
      if (waiting.unshift(resolve) === 50) for (const answer of waiting) answer();
    });
    return replied({ message: textIn(body!), retcode: '0' });
  };
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch });
  const ids = Array.from({ length: 50 }, (_, index) => `call-${index}`);
  const answers = await Promise.all(ids.map((id) => gateway.assignUserInQueue(argsWith(id))));
  expect(answers.map(({ message }) => message)).toEqual(ids);
});

test('an answer that is not read lets go of its connection', async () => {
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => (close = resolve));
  await using server = await startGateway((socket) => {
    socket.on('close', close);
    socket.write('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 1000\r\n\r\nendless');
  });
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ status: 500 });
  await closed;
});
