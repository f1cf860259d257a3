import { isDeepStrictEqual } from 'node:util';
import { character } from '@cc-gateway/testing/character';
import fc from 'fast-check';
import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { createGatewayClient, InvalidArgumentError } from '../src/index.ts';
import { operations } from '../src/contract.ts';
import { Unexplained } from '../src/explainer.ts';
import { requestOf } from '../src/request.ts';
import { serializerFor } from '../src/serialize.ts';
import { args, guid } from './gateway.ts';
import { body, keyHeader, names, replied, target } from './sample.ts';

/** A client whose requests are kept. */
function recorder() {
  const sent: { url: string; body: unknown }[] = [];
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example:8043/prefix/',
    guid,
    fetch: async (url, { body }) => {
      sent.push({ url, body: JSON.parse(body as string) });
      return replied({ message: '', retcode: '0' });
    },
  });
  return { sent, call: gateway.assignUserInQueue as (args?: unknown, options?: unknown) => Promise<unknown> };
}

const { inPath, text, whole } = names;
const hostile = Object.defineProperty({ ...args }, whole, {
  enumerable: true,
  get() {
    throw new Error('boom');
  },
});

const withoutText = Object.fromEntries(Object.entries(args).filter(([name]) => name !== text));
const told = (name: string, what = ''): RegExp => new RegExp(`${name}.*${what}`);

const wrong: [string, unknown, RegExp][] = [
  ['no arguments', undefined, told(inPath)],
  ['null', null, /must be an object, received null/],
  ['a string', 'x', /must be an object/],
  ['an array', [], /must have a member/],
  ['a missing member', withoutText, told(text)],
  ['an undefined member', { ...args, [text]: undefined }, told(text)],
  ['an unknown member', { ...args, skill: 1 }, /must not have a member "skill"/],
  ['a part of the path below 101', { ...args, [inPath]: '100' }, told(inPath, 'must satisfy pattern')],
  ['a part of the path with a leading zero', { ...args, [inPath]: '0101' }, told(inPath)],
  ['a part of the path with letters', { ...args, [inPath]: '101abc' }, told(inPath)],
  ['a part of the path that climbs', { ...args, [inPath]: '..' }, told(inPath)],
  ['a part of the path that is a number', { ...args, [inPath]: 101 }, /must be string, received 101/],
  ['an empty part of the path', { ...args, [inPath]: '' }, told(inPath)],
  ['a String object', { ...args, [inPath]: Object('101\n') }, told(inPath)],
  ['a quoted number', { ...args, [whole]: '1' }, told(whole, 'must be integer, received a string of 1 character')],
  ['a fraction', { ...args, [whole]: 8.5 }, told(whole)],
  ['NaN', { ...args, [whole]: NaN }, told(whole)],
  ['Infinity', { ...args, [whole]: Infinity }, told(whole)],
  ['a bigint', { ...args, [whole]: 1n }, told(whole, 'must be integer, received a bigint')],
  ['more than 32 bits', { ...args, [whole]: 2 ** 31 }, told(whole)],
  ['an empty text', { ...args, [text]: '' }, told(text)],
  ['a lone surrogate', { ...args, [text]: 'a\ud800' }, /well-formed Unicode/],
  ['a symbol', { ...args, [text]: Symbol('x') }, told(text)],
  ['a member __proto__', JSON.parse(JSON.stringify(args).replace('{', '{"__proto__":{},')), /__proto__/],
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
      url: `https://gateway.example:8043/prefix${target}`,
      body,
    },
  ]);
});

const anyText = fc.string({ unit: character });

test('arguments are accepted exactly where the contract accepts them, and arrive unchanged', async () => {
  const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const part = operation.parameters.find(({ name }) => name === inPath)!;
  const { [text]: least, [whole]: number } = operation.body!.contents[0]!.schema.properties;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.integer({ min: 0, max: 1_000_100 }).map(String), anyText),
      anyText,
      fc.oneof(
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        fc.double(),
        fc.integer({ min: 2 ** 31, max: 2 ** 40 }),
      ),
      async (id, words, count) => {
        const characters = Array.from(words).length;
        const keeps =
          new RegExp(part.schema['pattern'], 'u').test(id) &&
          characters >= least['minLength'] &&
          characters <= (least['maxLength'] ?? Infinity) &&
          Number.isInteger(count) &&
          (number['enum']?.includes(count) ?? true) &&
          count >= (number['minimum'] ?? -(2 ** 31)) &&
          count <= (number['maximum'] ?? 2 ** 31 - 1);
        const { call, sent } = recorder();
        const error = await call({ ...args, [inPath]: id, [text]: words, [whole]: count }).catch(
          (thrown: unknown) => thrown,
        );
        expect(error instanceof InvalidArgumentError).toBe(!keeps);
        expect(sent).toHaveLength(keeps ? 1 : 0);
        const expected: unknown = JSON.parse(JSON.stringify({ ...body, [text]: words, [whole]: count }));
        expect(sent.every(({ body: arrived }) => isDeepStrictEqual(arrived, expected))).toBe(true);
      },
    ),
  );
});

test('where a contract has no pattern, a path argument still cannot change the path', () => {
  const operation = operations.find(({ id }) => id === 'assignUserInQueue')!;
  const parameters = operation.parameters.map((parameter) => ({ ...parameter, schema: {} }));
  const open = { ...operation, parameters };
  const write = (part: string): string => {
    return serializerFor(open, 'https://gateway.example')(requestOf(open, { ...args, [inPath]: part })).url;
  };
  for (const part of ['', '.', '..']) {
    expect(() => write(part)).toThrow(expect.objectContaining({ name: 'InvalidArgumentError' }) as Unexplained);
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
  ['headers', { baseUrl: https, guid, headers: { [keyHeader]: 'mine' } }],
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
