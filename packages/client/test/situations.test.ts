import * as generated from '#catalogue';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, test } from 'vitest';
import { createGatewayClient, GatewayError, RefusedError, type Fetch, type GatewayEvent } from '../src/index.ts';
import { certificate } from './certificate.ts';
import { createNodeFetch } from '../src/node/index.ts';
import type { Retcode } from '../src/facts.ts';
import { args, envelope, guid, listen, startGateway } from './gateway.ts';
import { situations, type Situation } from './situations.ts';

/** Where the client is sent for a situation, and how many requests arrived there. */
async function provoke({ reply }: Situation): Promise<{ baseUrl: string; arrived?: () => number } & AsyncDisposable> {
  if (typeof reply !== 'string' || reply.includes('\n')) {
    const gateway = await startGateway(reply);
    return {
      baseUrl: gateway.baseUrl,
      arrived: () => gateway.requests.length,
      [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
    };
  }
  if (reply === 'no such host')
    return { baseUrl: 'https://no-such-host.invalid', [Symbol.asyncDispose]: async () => {} };
  const server =
    reply === 'an untrusted certificate'
      ? createTlsServer(await certificate())
      : createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const port = await listen(server);
  if (reply === 'no listener') server.close();
  const baseUrl = reply === 'no listener' ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
  return { baseUrl, [Symbol.asyncDispose]: async () => void server.close() };
}

async function run(situation: Situation, fetch?: Fetch): Promise<{ result: unknown; sent: number; arrived: number }> {
  await using place = await provoke(situation);
  const events: GatewayEvent[] = [];
  const gateway = createGatewayClient({
    baseUrl: place.baseUrl,
    guid,
    fetch,
    retries: 1,
    timeout: situation.timeout ?? 5000,
    onEvent: (event) => events.push(event),
  });
  const result = await gateway.assignUserInQueue(args).catch((error: unknown) => error);
  const sent = events.filter(({ type }) => type === 'attempt').length;
  // What was sent before a time-out may arrive after it.
  if (place.arrived) await expect.poll(place.arrived).toBeGreaterThanOrEqual(sent);
  return { result, sent, arrived: place.arrived?.() ?? sent };
}

const nodeFetch = createNodeFetch();
const cases = situations
  .flatMap((situation) => [
    { ...situation, transport: 'the platform', fetch: undefined },
    { ...situation, transport: 'the transport for Node', fetch: nodeFetch },
  ])
  .filter(({ over, transport }) => over === undefined || over === transport);

test.each(cases.filter(({ error }) => error))(
  '$situation, over $transport: the caller is told $error, $outcome',
  async ({ fetch, ...situation }) => {
    const { result, sent, arrived } = await run(situation, fetch);
    expect(result).toBeInstanceOf(GatewayError);
    const { error: name, outcome, retried = false } = situation;
    expect(result).toMatchObject({
      name,
      outcome,
      retryable: retried,
      operationId: 'assignUserInQueue',
      attempts: sent,
      // Who reads a log sees no member of an error: its words say the outcome, too.
      message: expect.stringMatching(
        outcome === 'unknown' ? /may have taken effect/ : /nothing was sent|took no effect/,
      ),
    });
    expect([sent, arrived]).toEqual(retried ? [2, 2] : [1, 1]);
  },
);

test.each(cases.filter(({ error }) => !error))(
  '$situation, over $transport: the call succeeds',
  async ({ fetch, ...situation }) => {
    const { result, sent } = await run(situation, fetch);
    expect(result).toMatchObject({ retcode: '0' });
    expect(sent).toBe(1);
  },
);

test.each(
  Object.entries(generated.catalogue as Record<string, Retcode>).filter(([, { class: kind }]) => kind !== 'success'),
)('retcode %s is refused with the outcome of the catalogue', async (retcode, entry) => {
  const { result, sent } = await run({ situation: retcode, reply: envelope(retcode, {}) });
  const { class: kind, outcome, retry, meaning, action } = entry;
  expect(result).toBeInstanceOf(RefusedError);
  expect(result).toMatchObject({ retcode, class: kind, meaning, action, outcome, retryable: retry !== 'never' });
  expect(sent).toBe(retry === 'backoff' ? 2 : 1);
});

test('a retcode that the catalogue does not list is refused, with an unknown outcome', async () => {
  const { result, sent } = await run({ situation: 'unlisted', reply: envelope('123-456', { message: 'Odd.' }) });
  expect(result).toMatchObject({
    name: 'RefusedError',
    retcode: '123-456',
    outcome: 'unknown',
    gatewayMessage: 'Odd.',
  });
  expect(sent).toBe(1);
});
