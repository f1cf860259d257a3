import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { contract } from '@cc-gateway/spec';
import { expect, expectTypeOf, test, vi } from 'vitest';
import * as client from '../src/index.ts';
import { codeOf } from './codes.ts';
import { args, guid } from './gateway.ts';
import { replied, success as status } from './sample.ts';

const refused = codeOf('refused');

const refusal = async (): Promise<client.CallError> => {
  const fetch = async (): Promise<Response> =>
    replied({ message: 'No call.', retcode: refused }, { headers: { 'X-Request-Id': 'r1' } });
  const gateway = client.createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch });
  return gateway.assignUserInQueue(args).then(
    () => expect.unreachable(),
    (error: unknown) => error as client.CallError,
  );
};

test('an error tells everything of its call', async () => {
  const error = await refusal();
  expect(error).toMatchObject({
    name: 'RefusedError',
    retcode: refused,
    class: 'refused',
    retry: 'never',
    gatewayMessage: 'No call.',
    outcome: 'not-applied',
    retryable: false,
    operationId: 'assignUserInQueue',
    attempts: 1,
    contract: client.stamp,
    status,
  });
  expect(error.durationMs).toBeGreaterThanOrEqual(0);
  expect(error.headers?.get('x-request-id')).toBe('r1');
  expect(error.stack).toMatch(/^RefusedError: assignUserInQueue: refused with retcode "/);
  expect(error.stack).toContain(`retcode "${refused}". ${contract.retcodes.of(refused).meaning}`);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    name: 'RefusedError',
    retcode: refused,
    headers: { 'x-request-id': 'r1' },
  });
});

test('instanceof and isGatewayError know an error, and only its own classes', async () => {
  const error = await refusal();
  expect(error).toBeInstanceOf(Error);
  expect(error).toBeInstanceOf(client.GatewayError);
  expect(error).toBeInstanceOf(client.RefusedError);
  expect(error).not.toBeInstanceOf(client.TimeoutError);
  expect(client.isGatewayError(error)).toBe(true);
  for (const other of [new Error('x'), null, undefined, 'RefusedError', {}, { name: 'RefusedError' }]) {
    expect(client.isGatewayError(other)).toBe(false);
  }
  class Own extends client.RefusedError {}
  expect(error).not.toBeInstanceOf(Own);
});

test('errors of another copy of the package are known', async () => {
  vi.resetModules();
  const copy = await import('../src/index.ts');
  expect(copy.RefusedError).not.toBe(client.RefusedError);
  const fetch = async (): Promise<Response> => replied({ message: '', retcode: refused });
  const gateway = copy.createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch });
  const error: unknown = await gateway.assignUserInQueue(args).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(client.RefusedError);
  expect(error).not.toBeInstanceOf(client.TimeoutError);
});

test('an error of another realm is known', () => {
  const foreign: unknown = runInNewContext(
    `const error = new Error('x'); error[Symbol.for('@cc-gateway/client/error')] = ['GatewayError', 'TimeoutError']; error`,
  );
  expect(foreign).not.toBeInstanceOf(Error);
  expect(foreign).toBeInstanceOf(client.TimeoutError);
  expect(client.isGatewayError(foreign)).toBe(true);
});

test('the public names are these', () => {
  expect(Object.keys(client).toSorted()).toMatchInlineSnapshot(`
    [
      "AbortedError",
      "ConnectionError",
      "GatewayError",
      "InvalidArgumentError",
      "RefusedError",
      "SessionError",
      "TimeoutError",
      "UnusableAnswerError",
      "createGatewayClient",
      "guidFrom",
      "isGatewayError",
      "stamp",
    ]
  `);
});

test('the types are flat, and narrow by name', () => {
  type Method = client.GatewayClient['assignUserInQueue'];
  expectTypeOf<Parameters<Method>[0]>().toEqualTypeOf<{ agentid: string; callid: string; skillid: number }>();
  expectTypeOf<Awaited<ReturnType<Method>>['retcode']>().toEqualTypeOf<string>();
  expectTypeOf<Awaited<ReturnType<Method>>['result']>().toEqualTypeOf<
    { [key: string]: unknown } | null | '' | undefined
  >();
  expectTypeOf<typeof fetch>().toExtend<client.Fetch>();
  expectTypeOf<AbortSignal>().toExtend<client.AbortSignalLike>();
  expectTypeOf<Headers>().toExtend<client.HeadersLike>();
  const narrow = (error: client.CallError): string => (error.name === 'RefusedError' ? error.retcode : error.outcome);
  expectTypeOf(narrow).returns.toEqualTypeOf<string>();
  const wrong = (gateway: client.GatewayClient): unknown =>
    gateway.assignUserInQueue({
      ...args,
      // @ts-expect-error -- the queue is a number, never a quoted one
      skillid: '1',
    });
  expectTypeOf(wrong).toBeFunction();
});

test('a listener that throws or rejects changes nothing', async () => {
  for (const onEvent of [
    () => {
      throw new Error('listener');
    },
    () => Promise.reject(new Error('listener')),
  ]) {
    const fetch = async (): Promise<Response> => replied({ message: '', retcode: '0' });
    const gateway = client.createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, onEvent });
    await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  }
});

test('after instanceof GatewayError the name tells the errors apart, in types too', async () => {
  const error: unknown = await refusal();
  if (!(error instanceof client.GatewayError)) return expect.unreachable();
  expectTypeOf(error).toEqualTypeOf<client.CallError>();
  if (error.name !== 'RefusedError') return expect.unreachable();
  expectTypeOf(error).toEqualTypeOf<client.RefusedError>();
  expect(error.retcode).toBe(refused);
  class Own extends client.GatewayError {}
  expectTypeOf<Own>().toHaveProperty('outcome');
});

test('the known retcodes are offered, and others are taken', () => {
  expectTypeOf<client.KnownRetcode>().toExtend<string>();
  expectTypeOf<string>().not.toExtend<client.KnownRetcode>();
  expectTypeOf<'0'>().not.toExtend<client.KnownRetcode>();
  expectTypeOf<string>().toExtend<client.RefusedError['retcode']>();
  expectTypeOf<client.RefusedError['retcode']>().toExtend<string>();
});

test('no scaffolding of the generated types is exported', () => {
  expectTypeOf<client.AssignUserInQueueArguments>().toEqualTypeOf<
    Parameters<client.GatewayClient['assignUserInQueue']>[0]
  >();
  // @ts-expect-error -- how the types are put together is nobody's
  expectTypeOf<client.components>();
  // @ts-expect-error
  expectTypeOf<client.paths>();
  // @ts-expect-error
  expectTypeOf<client.operations>();
  // @ts-expect-error
  expectTypeOf<client.webhooks>();
  // @ts-expect-error
  expectTypeOf<client.$defs>();
});

test('a method can be spied on, and replaced', async () => {
  const fetch = async (): Promise<Response> => replied({ message: '', retcode: '0' });
  const gateway = client.createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch });
  const spy = vi.spyOn(gateway, 'assignUserInQueue');
  await gateway.assignUserInQueue(args);
  expect(spy).toHaveBeenCalledWith(args);
  spy.mockResolvedValue({ message: 'mocked', retcode: '0' });
  await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ message: 'mocked' });
  spy.mockRestore();
  await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ message: '' });
});

test('withResponse gives the body with status, headers and attempts, and a fresh key is not lost', async () => {
  let sent = 0;
  const headers = { 'Set-GUID': 'JSESSIONID=a-fresh-key' };
  const fetch = async (): Promise<Response> =>
    replied({ message: '', retcode: ++sent === 1 ? codeOf('transient') : '0' }, { headers });
  const gateway = client.createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch });
  const response = await gateway.assignUserInQueue.withResponse(args, { headers: { traceparent: '00-1-2-01' } });
  expectTypeOf(response.body.retcode).toEqualTypeOf<string>();
  expect(response).toMatchObject({ body: { message: '', retcode: '0' }, status, attempts: 2 });
  expect(client.guidFrom(response.headers)).toBe('a-fresh-key');
  // @ts-expect-error -- its arguments are those of the method
  await expect(gateway.assignUserInQueue.withResponse({ agentid: '101' })).rejects.toMatchObject({
    name: 'InvalidArgumentError',
  });
});

test('the editor tells of each class of errors that a call throws, and of no other', async () => {
  const types = await readFile(new URL('../dist/generated.d.ts', import.meta.url), 'utf8');
  const told = new Set([...types.matchAll(/@throws \{(\w+)\}/g)].map(([, name]) => name));
  const thrown = Object.entries(client).filter(([, Class]) => Object.getPrototypeOf(Class) === client.GatewayError);
  expect(told).toEqual(new Set(thrown.map(([name]) => name)));
});
