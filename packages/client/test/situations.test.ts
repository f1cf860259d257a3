import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, test } from 'vitest';
import { createGatewayClient, GatewayError, type GatewayEvent } from '../src/index.ts';
import { certificate } from './certificate.ts';
import { args, guid, listen, startGateway } from './gateway.ts';
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

test.each(situations)('$situation: the caller is told the class and the outcome', async (situation) => {
  await using place = await provoke(situation);
  const events: GatewayEvent[] = [];
  const gateway = createGatewayClient({
    baseUrl: place.baseUrl,
    guid,
    retries: 1,
    timeout: situation.timeout ?? 5000,
    onEvent: (event) => events.push(event),
  });
  const result = await gateway.assignUserInQueue(args).catch((error: unknown) => error);
  const attempts = situation.retried ? 2 : 1;
  if (place.arrived) expect(place.arrived()).toBe(attempts);
  expect(events.filter(({ type }) => type === 'attempt')).toHaveLength(attempts);
  if (!situation.error) return expect(result).toMatchObject({ retcode: '0' });
  expect(result).toBeInstanceOf(GatewayError);
  expect(result).toMatchObject({
    name: situation.error,
    outcome: situation.outcome,
    attempts,
    operationId: 'assignUserInQueue',
  });
  expect((result as GatewayError).retryable).toBe(situation.retried ?? false);
});
