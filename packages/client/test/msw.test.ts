import { setupServer } from 'msw/node';
import { afterEach, expect, test } from 'vitest';
import { createGatewayClient } from '../src/index.ts';
import { gatewayHandlers } from '../src/msw/index.ts';
import { codeOf, exampleOf } from './codes.ts';
import { args, guid } from './gateway.ts';
import { body, keyHeader } from './sample.ts';

const baseUrl = 'https://gateway.example:8043/prefix';
const servers: { close(): void }[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

function start(...given: Parameters<typeof gatewayHandlers>) {
  const handlers = gatewayHandlers(...given);
  const server = setupServer(...handlers);
  server.listen();
  servers.push(server);
  return handlers;
}
const call = () => createGatewayClient({ baseUrl, guid }).assignUserInQueue(args);

test('MSW answers with a success of the contract unless told', async () => {
  const { requests } = start(baseUrl);
  await expect(call()).resolves.toEqual({ message: '', retcode: '0', result: {} });
  expect(requests).toMatchObject([
    { operationId: 'assignUserInQueue', headers: { [keyHeader.toLowerCase()]: '[redacted]' }, body },
  ]);
});

test('MSW answers with examples by their names, one after the other', async () => {
  const { requests } = start(`${baseUrl}/`, [codeOf('transient'), codeOf('refused')].map(exampleOf));
  await expect(call()).rejects.toMatchObject({ retcode: codeOf('refused'), attempts: 2 });
  expect(requests).toHaveLength(2);
});

test('an example that the contract does not have is an error at once', () => {
  expect(() => gatewayHandlers(baseUrl, 'lost' as never)).toThrow(/no example "lost"/);
});
