import { ModuleMocker } from 'jest-mock';
import { expect, test, vi } from 'vitest';
import { createGatewayClient, type GatewayClient } from '../src/index.ts';
import { createFakeFetch } from '../src/testing/index.ts';
import { args, guid, moved, startGateway } from './gateway.ts';
import { body, keyHeader, mediaType, method, sentType, success as status, target } from './sample.ts';

test('a call sends exactly the documented request, and resolves with the body of the success', async () => {
  await using server = await startGateway(moved);
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  await expect(gateway.assignUserInQueue(args)).resolves.toEqual({ message: '', retcode: '0', result: {} });
  const [head, sent] = server.requests[0]!.split('\r\n\r\n');
  const [line, ...headers] = head!.split('\r\n');
  expect(line).toBe(`${method} ${target} HTTP/1.1`);
  expect(headers).toContain(`Content-Type: ${sentType}; charset=UTF-8`);
  expect(headers).toContain(`${keyHeader}: ${guid}`);
  expect(headers).toContain(`Accept: ${mediaType}`);
  expect(headers.join('\n')).toMatch(
    /^User-Agent: cc-gateway-client\/\d+\.\d+\.\d+ \(contract \d+\.\d+\.\d+; [0-9a-f]{12}\)$/m,
  );
  expect(headers.filter((header) => /^content-type/i.test(header))).toHaveLength(1);
  expect(JSON.parse(sent!)).toEqual(body);
});

const client = (): GatewayClient =>
  createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'any', fetch: createFakeFetch() });
const jest = new ModuleMocker(globalThis);

test.each([
  ['vi.spyOn', (of: GatewayClient) => vi.spyOn(of, 'assignUserInQueue')],
  ['jest.spyOn', (of: GatewayClient) => jest.spyOn(of, 'assignUserInQueue')],
])('%s sees the calls of a method, may answer in its place, and gives it back', async (_what, spyOn) => {
  const gateway = client();
  const method = gateway.assignUserInQueue;
  const spy = spyOn(gateway) as ReturnType<typeof vi.spyOn>;
  await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  expect(spy.mock.calls).toEqual([[args]]);
  spy.mockResolvedValue({ message: 'mine', retcode: '0' });
  await expect(gateway.assignUserInQueue(args)).resolves.toEqual({ message: 'mine', retcode: '0' });
  spy.mockRestore();
  expect(gateway.assignUserInQueue).toBe(method);
});

test.each([
  ['vi.spyOn', (of: GatewayClient) => vi.spyOn(of.assignUserInQueue, 'withResponse')],
  ['jest.spyOn', (of: GatewayClient) => jest.spyOn(of.assignUserInQueue, 'withResponse')],
])('%s takes the second form of a method too', async (_what, spyOn) => {
  const gateway = client();
  const spy = spyOn(gateway) as ReturnType<typeof vi.spyOn>;
  await expect(gateway.assignUserInQueue.withResponse(args)).resolves.toMatchObject({ status });
  expect(spy.mock.calls).toEqual([[args]]);
});
