import { inspect, isDeepStrictEqual } from 'node:util';
import { expect, expectTypeOf, test } from 'vitest';
import { createGatewayClient } from '../src/index.ts';
import * as testing from '../src/testing/index.ts';
import { codeOf, exampleOf } from './codes.ts';
import { args, guid } from './gateway.ts';
import { body, keyHeader, sentType, target } from './sample.ts';

const { createFakeFetch } = testing;

const refused = codeOf('refused');
const callWith = (fetch: testing.FakeFetch) =>
  createGatewayClient({ baseUrl: 'https://gateway.example/prefix', guid, fetch }).assignUserInQueue(args);

test('a fake fetch answers with a success unless told', async () => {
  await expect(callWith(createFakeFetch())).resolves.toEqual({ message: '', retcode: '0', result: {} });
});

test('a fake fetch answers with the example of a name', async () => {
  await expect(callWith(createFakeFetch(exampleOf(refused)))).rejects.toMatchObject({ retcode: refused });
});

test('a fake fetch answers one after the other', async () => {
  const fetch = createFakeFetch([exampleOf(codeOf('transient')), 'moved']);
  await expect(callWith(fetch)).resolves.toMatchObject({ retcode: '0' });
  expect(fetch.requests).toHaveLength(2);
});

test('a fake fetch answers by function, with a response of its own, or not at all', async () => {
  const fetch = createFakeFetch(({ body: sent }) => (isDeepStrictEqual(sent, body) ? exampleOf(refused) : 'moved'));
  await expect(callWith(fetch)).rejects.toMatchObject({ retcode: refused });
  await expect(callWith(createFakeFetch(new Response('', { status: 502 })))).rejects.toMatchObject({ status: 502 });
  const broken = createFakeFetch(() => {
    throw new Error('reset');
  });
  await expect(callWith(broken)).rejects.toMatchObject({ name: 'ConnectionError', outcome: 'unknown' });
});

test('a fake fetch records requests, without their keys', async () => {
  const fetch = createFakeFetch();
  await callWith(fetch);
  expect(fetch.requests).toMatchObject([
    {
      operationId: 'assignUserInQueue',
      method: 'PUT',
      path: `/prefix${target}`,
      headers: { 'content-type': `${sentType}; charset=UTF-8`, [keyHeader.toLowerCase()]: '[redacted]' },
      body,
    },
  ]);
  expect(inspect(fetch, { showHidden: true, depth: 10 })).not.toContain(guid);
});

test('an example that the contract does not have is an error at once, or when a function names it', async () => {
  expect(() => createFakeFetch('lost' as never)).toThrow(/no example "lost"; it has .*\bmoved, /);
  expect(() => createFakeFetch([])).toThrow(/empty/);
  await expect(callWith(createFakeFetch(() => 'lost' as never))).rejects.toMatchObject({
    message: expect.stringMatching(/no example "lost"/) as string,
  });
});

test('a request that the contract does not have is an error', async () => {
  const send = (url: string, method: string) =>
    createFakeFetch()(url, { method, headers: {}, redirect: 'manual', signal: undefined });
  await expect(send('https://gateway.example/agentgateway/else', 'PUT')).rejects.toThrow(
    /the contract has no PUT \/agentgateway\/else/,
  );
  await expect(send(`https://gateway.example${target}`, 'GET')).rejects.toThrow(/no GET/);
});

test('the names of examples are typed, and the public names are these', () => {
  expectTypeOf<'moved'>().toExtend<testing.ExampleName>();
  expectTypeOf<'lost'>().not.toExtend<testing.ExampleName>();
  expect(Object.keys(testing)).toEqual(['createFakeFetch']);
});
