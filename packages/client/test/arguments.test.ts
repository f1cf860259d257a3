import fc from 'fast-check';
import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { createGatewayClient, InvalidArgumentError } from '../src/index.ts';
import { operations } from '../src/contract.ts';
import { Unexplained } from '../src/explainer.ts';
import { requestOf } from '../src/request.ts';
import { serializerFor } from '../src/serialize.ts';
import { args, guid } from './gateway.ts';

/** A client whose requests are kept. */
function recorder() {
  const sent: { url: string; body: unknown }[] = [];
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example:8043/prefix/',
    guid,
    fetch: async (url, { body }) => {
      sent.push({ url, body: JSON.parse(body as string) });
      return Response.json({ message: '', retcode: '0' });
    },
  });
  return { sent, call: gateway.assignUserInQueue as (args?: unknown, options?: unknown) => Promise<unknown> };
}

const hostile = Object.defineProperty({ agentid: '101', callid: 'x' }, 'skillid', {
  enumerable: true,
  get() {
    throw new Error('boom');
  },
});

const wrong: [string, unknown, RegExp][] = [
  ['no arguments', undefined, /agentid/],
  ['null', null, /must be an object, received null/],
  ['a string', 'x', /must be an object/],
  ['an array', [], /must have a member/],
  ['a missing member', { agentid: '101', skillid: 1 }, /callid/],
  ['an undefined member', { ...args, callid: undefined }, /callid/],
  ['an unknown member', { ...args, skill: 1 }, /must not have a member "skill"/],
  ['an agentid below 101', { ...args, agentid: '100' }, /agentid must satisfy pattern/],
  ['an agentid with a leading zero', { ...args, agentid: '0101' }, /agentid/],
  ['an agentid with letters', { ...args, agentid: '101abc' }, /agentid/],
  ['an agentid that climbs', { ...args, agentid: '..' }, /agentid/],
  ['an agentid that is a number', { ...args, agentid: 101 }, /must be string, received 101/],
  ['an empty agentid', { ...args, agentid: '' }, /agentid/],
  ['a String object', { ...args, agentid: Object('101\n') }, /agentid/],
  ['a quoted skillid', { ...args, skillid: '1' }, /skillid must be integer, received a string of 1 character/],
  ['a fraction', { ...args, skillid: 8.5 }, /skillid/],
  ['NaN', { ...args, skillid: NaN }, /skillid/],
  ['Infinity', { ...args, skillid: Infinity }, /skillid/],
  ['a bigint', { ...args, skillid: 1n }, /skillid must be integer, received a bigint/],
  ['more than 32 bits', { ...args, skillid: 2 ** 31 }, /skillid/],
  ['an empty callid', { ...args, callid: '' }, /callid/],
  ['a lone surrogate', { ...args, callid: 'a\ud800' }, /well-formed Unicode/],
  ['a symbol', { ...args, callid: Symbol('x') }, /callid/],
  ['a member __proto__', JSON.parse('{"agentid":"101","callid":"x","skillid":1,"__proto__":{}}'), /__proto__/],
  ['inherited members', Object.create(args), /must have a member/],
  ['a member that throws', hostile, /cannot be read/],
];

test.each(wrong)('%s is an InvalidArgumentError, and is never sent', async (_name, given, expected) => {
  const { call, sent } = recorder();
  const error = await call(given).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error).toMatchObject({
    outcome: 'not-applied',
    retryable: false,
    attempts: 0,
    operationId: 'assignUserInQueue',
  });
  expect((error as Error).message).toMatch(expected);
  expect(sent).toEqual([]);
});

test('the arguments are left as they were, and a member of the prototype is no argument', async () => {
  const { call, sent } = recorder();
  const given = Object.freeze({ ...args });
  await call(given);
  expect(given).toEqual(args);
  expect(sent).toEqual([
    {
      url: 'https://gateway.example:8043/prefix/agentgateway/resource/calldata/101/assignuserinqueue',
      body: { callid: args.callid, skillid: 1 },
    },
  ]);
});

test('arguments are accepted exactly where the contract accepts them, and arrive unchanged', async () => {
  const { parameters, body } = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const agent = parameters.find(({ name }) => name === 'agentid');
  const { callid: text, skillid: whole } = body!.contents[0]!.schema.properties;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.integer({ min: 0, max: 1_000_100 }).map(String), fc.string({ unit: 'binary' })),
      fc.string({ unit: 'binary' }),
      fc.oneof(
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        fc.double(),
        fc.integer({ min: 2 ** 31, max: 2 ** 40 }),
      ),
      async (agentid, callid, skillid) => {
        const characters = Array.from(callid).length;
        const keeps =
          new RegExp(agent!.schema['pattern'], 'u').test(agentid) &&
          characters >= text['minLength'] &&
          characters <= (text['maxLength'] ?? Infinity) &&
          Number.isInteger(skillid) &&
          skillid >= (whole['minimum'] ?? -(2 ** 31)) &&
          skillid <= (whole['maximum'] ?? 2 ** 31 - 1);
        const { call, sent } = recorder();
        const error = await call({ agentid, callid, skillid }).catch((thrown: unknown) => thrown);
        expect(error instanceof InvalidArgumentError).toBe(!keeps);
        expect(sent).toHaveLength(keeps ? 1 : 0);
        expect(sent.every(({ body }) => JSON.stringify(body) === JSON.stringify({ callid, skillid }))).toBe(true);
      },
    ),
  );
});

test('where a contract has no pattern, a path argument still cannot change the path', () => {
  const operation = operations.find(({ id }) => id === 'assignUserInQueue')!;
  const parameters = operation.parameters.map((parameter) => ({ ...parameter, schema: {} }));
  const open = { ...operation, parameters };
  const write = (agentid: string): string => {
    return serializerFor(open, 'https://gateway.example')(requestOf(open, { ...args, agentid })).url;
  };
  for (const agentid of ['', '.', '..']) {
    expect(() => write(agentid)).toThrow(expect.objectContaining({ name: 'InvalidArgumentError' }) as Unexplained);
  }
  expect(write('../x')).toContain('/..%2Fx/');
});

test.each([
  ['timeout', { timeout: 0 }],
  ['timeout', { timeout: 2 ** 31 }],
  ['timeout', { timeout: '10' }],
  ['timeout', { timeout: NaN }],
  ['retries', { retries: -1 }],
  ['retries', { retries: 1.5 }],
  ['signal', { signal: {} }],
  ['signal', { signal: null }],
  ['repeatUnknown', { repeatUnknown: 'yes' }],
  ['the options', 7],
])('a wrong %s of a call is an InvalidArgumentError: %j', async (name, options) => {
  const { call, sent } = recorder();
  await expect(call(args, options)).rejects.toMatchObject({
    name: 'InvalidArgumentError',
    message: expect.stringContaining(`${name} must be `) as string,
  });
  expect(sent).toEqual([]);
});

const https = 'https://gateway.example:8043';
test.each([
  ['baseUrl', { baseUrl: 'http://gateway.example:8043' }],
  ['baseUrl', { baseUrl: 'http://127.0.0.1.evil.example' }],
  ['baseUrl', { baseUrl: 'http://localhost.evil.example' }],
  ['baseUrl', { baseUrl: 'ftp://127.0.0.1' }],
  ['baseUrl', { baseUrl: 'gateway.example' }],
  ['baseUrl', { baseUrl: undefined }],
  ['baseUrl', { baseUrl: 'https://user:secret@gateway.example' }],
  ['baseUrl', { baseUrl: 'https://gateway.example/?x=1' }],
  ['baseUrl', { baseUrl: 'https://gateway.example/#x' }],
  ['guid', { baseUrl: https, guid: Promise.resolve('secret') }],
  ['fetch', { baseUrl: https, guid, fetch: 'fetch' }],
  ['onEvent', { baseUrl: https, guid, onEvent: {} }],
  ['timeout', { baseUrl: https, guid, timeout: -1 }],
  ['retries', { baseUrl: https, guid, retries: Infinity }],
  ['headers', { baseUrl: https, guid, headers: { guid: 'mine' } }],
  ['headers', { baseUrl: https, guid, headers: { 'content-type': 'text/plain' } }],
  ['headers', { baseUrl: https, guid, headers: { 'X-Trace': 'a\r\nb' } }],
  ['headers', { baseUrl: https, guid, headers: { 'X Trace': 'a' } }],
  ['the options', undefined],
])('a wrong %s of a client is an InvalidArgumentError: %j', (name, options) => {
  const create = (): unknown => createGatewayClient((options && { guid, ...options }) as never);
  expect(create).toThrow(InvalidArgumentError);
  expect(create).toThrow(new RegExp(`^createGatewayClient: ${name}.* must be `));
  expect(create).not.toThrow(/secret/);
});

// Where an operation asks for no key, a client may have none.
test.runIf(operations.every(({ security }) => (security?.length ?? 0) > 0))(
  'a client without a guid is refused',
  () => {
    const options: object = { baseUrl: https, guid: undefined };
    const create = (): unknown => createGatewayClient(options as Parameters<typeof createGatewayClient>[0]);
    expect(create).toThrow(/^createGatewayClient: guid.* must be /);
  },
);

test.each(['http://localhost:1', 'http://127.0.0.1:1', 'http://127.9.9.9', 'http://[::1]:1', new URL(https)])(
  '%s is taken as baseUrl',
  (baseUrl) => {
    expect(createGatewayClient({ baseUrl, guid })).toHaveProperty('assignUserInQueue');
  },
);
