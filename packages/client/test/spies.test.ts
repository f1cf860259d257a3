import { ModuleMocker } from 'jest-mock';
import { expect, test, vi } from 'vitest';
import { createGatewayClient, type GatewayClient } from '../src/index.ts';
import { createFakeFetch } from '../src/testing/index.ts';
import { args } from './gateway.ts';

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
  await expect(gateway.assignUserInQueue.withResponse(args)).resolves.toMatchObject({ status: 200 });
  expect(spy.mock.calls).toEqual([[args]]);
});
