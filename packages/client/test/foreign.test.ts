import { AsyncLocalStorage } from 'node:async_hooks';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import {
  createGatewayClient,
  GatewayError,
  InvalidArgumentError,
  type CallError,
  type Fetch,
  type GatewayEvent,
} from '../src/index.ts';
import { createNodeFetch } from '../src/node/index.ts';
import { createFakeFetch } from '../src/testing/index.ts';
import { codeOf, exampleOf } from './codes.ts';
import { args, guid, moved, startGateway } from './gateway.ts';
import { mediaType, success as status } from './sample.ts';

const baseUrl = 'https://gateway.example';
const success = '{"message":"","retcode":"0","result":{}}';
const json = { 'content-type': mediaType };
const callWith = (fetch: unknown, options?: object): Promise<unknown> =>
  createGatewayClient({ baseUrl, guid, fetch: fetch as Fetch, retries: 0 }).assignUserInQueue(args, options);
const failureOf = (call: Promise<unknown>): Promise<CallError> =>
  call.then(
    () => expect.unreachable(),
    (error: unknown) => error as CallError,
  );

const throwing = (): never => {
  throw new Error('mine');
};
const hostile = new Proxy({}, { get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing });
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const bytes = new TextEncoder().encode(success);
const reader = (read: () => unknown, cancel: () => unknown = async () => {}): object => ({
  getReader: () => ({ read, cancel }),
});

const answers: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  'an empty object': {},
  'a string': success,
  'a number': 200,
  'a function': () => {},
  'a mock with a status and json() alone': { ok: true, status, json: async () => JSON.parse(success) as unknown },
  'the same with headers': { status, headers: json, json: async () => ({}) },
  'a status in words': { status: '200', headers: json, text: async () => success },
  'no headers': { status, text: async () => success },
  'headers that are a number': { status, headers: 7, text: async () => success },
  'headers that throw': { status, headers: hostile, text: async () => success },
  'headers whose get throws': { status, headers: { get: throwing, forEach: throwing }, text: async () => success },
  'headers that cannot be touched': { status: 500, headers: revoked(), text: async () => success },
  'a body that throws': { status, headers: json, body: { getReader: throwing } },
  'a body that cannot be cancelled': { status: 500, headers: json, body: reader(throwing, throwing) },
  'a body whose cancel gives nothing': { status: 500, headers: json, body: reader(throwing, () => undefined) },
  'a body of strings': { status, headers: json, body: reader(async () => ({ done: false, value: success })) },
  'a body of nothing': { status, headers: json, body: reader(async () => undefined) },
  'a body that is text': { status, headers: json, body: success },
  'arrayBuffer that throws': { status, headers: json, arrayBuffer: throwing },
  'arrayBuffer that gives nothing': { status, headers: json, arrayBuffer: async () => undefined },
  'text that gives an object': { status, headers: json, text: async () => ({}) },
  'an object that throws at every touch': hostile,
  'an object that cannot be touched': revoked(),
  'a getter that throws': Object.defineProperty({}, 'status', { get: throwing }),
};

test.each(Object.entries(answers))(
  'a fetch that gives %s ends in an error with an unknown outcome',
  async (_what, given) => {
    const error = await failureOf(callWith(async () => given));
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({
      outcome: 'unknown',
      retryable: false,
      attempts: 1,
      operationId: 'assignUserInQueue',
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(guid);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ outcome: 'unknown' });
  },
);

test.each(['x\u20ac', '\u0100'.repeat(3), 'a\nb'])('a 500 whose header is %j is told as a 500', async (value) => {
  const headers = new Map([['x-note', value]]);
  const error = await failureOf(callWith(async () => ({ status: 500, headers, text: async () => '' })));
  expect(error).toMatchObject({ name: 'UnusableAnswerError', status: 500 });
  expect(error.headers?.get('X-Note')).toBe(value);
  expect(error.headers?.get('other')).toBeNull();
});

const forms: Record<string, object> = {
  'Headers, and arrayBuffer()': { headers: new Headers(json), arrayBuffer: async () => bytes.buffer },
  'Headers, and text()': { headers: new Headers(json), text: async () => success },
  'a plain object, and text()': { headers: { 'Content-Type': mediaType }, text: async () => success },
  'lists of values, and text()': { headers: { 'content-type': [mediaType] }, text: async () => success },
  'a Map, and a body of Node': {
    headers: new Map([['Content-Type', mediaType]]),
    body: { pipe() {} },
    arrayBuffer: async () => bytes.buffer,
  },
  'entries, and text()': {
    headers: [['Content-Type', mediaType]],
    body: undefined,
    text: async () => success,
  },
};
test.each(Object.entries(forms))('a platform whose answers have %s is read', async (_what, form) => {
  await expect(callWith(async () => ({ status, ...form }))).resolves.toMatchObject({ retcode: '0' });
});

test('a body of Node that nobody wants is let go of', async () => {
  const body = new PassThrough();
  const answer = { status: 500, headers: json, body, text: async () => '' };
  expect(await failureOf(callWith(async () => answer))).toMatchObject({ status: 500 });
  expect(body.destroyed).toBe(true);
});

test('where the platform has no fetch, or none whose answers can be read, a fetch must be given', () => {
  vi.stubGlobal('fetch', undefined);
  expect(() => createGatewayClient({ baseUrl, guid })).toThrow(/^createGatewayClient: fetch must be/);
  expect(() => createGatewayClient({ baseUrl, guid, fetch: createFakeFetch() })).not.toThrow();
  vi.unstubAllGlobals();
  vi.stubGlobal('Response', function Response() {});
  expect(() => createGatewayClient({ baseUrl, guid })).toThrow(/^createGatewayClient: fetch must be/);
  // The same, given by its name.
  expect(() => createGatewayClient({ baseUrl, guid, fetch })).toThrow(/^createGatewayClient: fetch must be/);
  vi.unstubAllGlobals();
  expect(() => createGatewayClient({ baseUrl, guid })).not.toThrow();
});

const signals: Record<string, object> = {
  'without removeEventListener': { aborted: false, addEventListener() {} },
  'whose addEventListener throws': { aborted: false, addEventListener: throwing, removeEventListener() {} },
  'whose aborted throws': Object.defineProperty({ addEventListener() {}, removeEventListener() {} }, 'aborted', {
    get: throwing,
  }),
  'that cannot be touched': revoked(),
};
test.each(Object.entries(signals))('a signal %s is refused before anything is sent', async (_what, signal) => {
  const fetch = createFakeFetch();
  const error = await failureOf(callWith(fetch, { signal }));
  expect(error).toMatchObject({ name: 'InvalidArgumentError', outcome: 'not-applied', attempts: 0 });
  expect(error.message).toMatch(/signal must be an AbortSignal|options must be an object that can be read/);
  expect(fetch.requests).toEqual([]);
});

test('a signal whose removeEventListener throws, or whose reason does, changes nothing', async () => {
  const signal = { aborted: false, addEventListener() {}, removeEventListener: throwing };
  await expect(callWith(createFakeFetch(), { signal })).resolves.toMatchObject({ retcode: '0' });
  const ended = { aborted: true, addEventListener() {}, removeEventListener() {} };
  Object.defineProperty(ended, 'reason', { get: throwing });
  expect(await failureOf(callWith(createFakeFetch(), { signal: ended }))).toMatchObject({
    name: 'AbortedError',
    attempts: 0,
  });
});

test.each(['timeout', 'headers', 'retries', 'repeatUnknown'])(
  'an option %s that throws is told as options that cannot be read',
  async (name) => {
    const options = Object.defineProperty({}, name, { enumerable: true, get: throwing });
    const fetch = createFakeFetch();
    expect(await failureOf(callWith(fetch, options))).toMatchObject({
      name: 'InvalidArgumentError',
      outcome: 'not-applied',
    });
    expect(fetch.requests).toEqual([]);
  },
);

test('options that cannot be touched are told as that', async () => {
  expect(() => createGatewayClient(revoked() as never)).toThrow(InvalidArgumentError);
  expect(() => createGatewayClient(hostile as never)).toThrow(InvalidArgumentError);
  expect(() => createGatewayClient({ baseUrl: revoked() as never, guid })).toThrow(InvalidArgumentError);
  expect(() => createGatewayClient({ baseUrl, guid, headers: revoked() as never })).toThrow(InvalidArgumentError);
  expect(await failureOf(callWith(createFakeFetch(), revoked()))).toMatchObject({ outcome: 'not-applied' });
  expect(await failureOf(callWith(createFakeFetch(), hostile))).toMatchObject({ outcome: 'not-applied' });
  const client = createGatewayClient({ baseUrl, guid, fetch: createFakeFetch() });
  expect(await failureOf(client.assignUserInQueue(revoked() as never))).toMatchObject({ name: 'InvalidArgumentError' });
});

test('a fetch that throws at once is told like one that rejects', async () => {
  expect(await failureOf(callWith(throwing))).toMatchObject({ name: 'ConnectionError', outcome: 'unknown' });
});

test('under fake timers a call goes out, is repeated and times out by them', async () => {
  await using gateway = await startGateway(moved);
  const nodeFetch = createNodeFetch({ proxy: false });
  vi.useFakeTimers();
  try {
    for (const transport of [undefined, nodeFetch]) {
      const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch: transport });
      await expect(client.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
    }
    const busy = createGatewayClient({
      baseUrl,
      guid,
      fetch: createFakeFetch([new Response('', { status: 429 }), 'moved']),
    });
    const call = busy.assignUserInQueue(args);
    await vi.runAllTimersAsync();
    await expect(call).resolves.toMatchObject({ retcode: '0' });
    const silent = failureOf(callWith(() => new Promise(() => {}), { timeout: 3_600_000 }));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(await silent).toMatchObject({ name: 'TimeoutError', outcome: 'unknown' });
  } finally {
    vi.useRealTimers();
    nodeFetch.close();
  }
});

test('each call is asked for its key, told of and continued in its own asynchronous context', async () => {
  await using gateway = await startGateway(moved);
  const fetch = createNodeFetch({ proxy: false, maxConnections: 1 });
  const storage = new AsyncLocalStorage<string>();
  const seen: string[] = [];
  const told = (what: string): void => void seen.push(`${storage.getStore()} ${what}`);
  const onEvent = ({ type }: GatewayEvent): void => told(type);
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid: () => (told('key'), guid), fetch, onEvent });
  const call = async (name: string): Promise<void> => {
    await client.assignUserInQueue(args);
    expect(storage.getStore()).toBe(name);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => storage.run(name, call, name)));
  fetch.close();
  const each = ['request', 'key', 'attempt', 'answer'];
  expect(seen.toSorted()).toEqual(['a', 'b', 'c'].flatMap((name) => each.map((what) => `${name} ${what}`)).toSorted());
});

test('promises, bytes, headers and errors of another realm are read as those of this one', async () => {
  const realm = runInNewContext(`({
    promise: (value) => Promise.resolve(value),
    headers: () => ({ 'content-type': '${mediaType}' }),
    bytes: (values) => new Uint8Array(values).buffer,
    refused: () => Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect', code: 'ECONNREFUSED' }),
    }),
  })`) as Record<'promise' | 'headers' | 'bytes' | 'refused', (value?: unknown) => unknown>;
  const answer = { status, headers: realm.headers(), arrayBuffer: () => realm.promise(realm.bytes(bytes)) };
  const client = createGatewayClient({
    baseUrl,
    guid: () => realm.promise(guid) as Promise<string>,
    fetch: (() => realm.promise(answer)) as Fetch,
  });
  await expect(client.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  const error = await failureOf(callWith(() => Promise.reject(realm.refused())));
  expect(error).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied', retryable: true });
});

test('options are read once, and may be frozen, or seen through a proxy and changed later', async () => {
  let read = 0;
  const options = {
    get timeout() {
      return read++ === 0 ? 1000 : 'changed';
    },
  };
  await expect(callWith(createFakeFetch(), options)).resolves.toMatchObject({ retcode: '0' });
  expect(read).toBe(1);
  const target = { baseUrl, guid, fetch: createFakeFetch(), headers: Object.freeze({ 'X-Own': 'a' }) };
  const client = createGatewayClient(new Proxy(target, {}));
  const { fetch } = target;
  target.baseUrl = 'https://elsewhere.example';
  target.fetch = createFakeFetch(exampleOf(codeOf('refused')));
  await client.assignUserInQueue(Object.freeze({ ...args }), Object.freeze({ retries: 0 }));
  expect(fetch.requests).toMatchObject([{ headers: { 'x-own': 'a' } }]);
});

test('an error can be cloned, and keeps its words', async () => {
  for (const call of [
    callWith(async () => new Response('', { status: 500 })),
    callWith(throwing),
    callWith(createFakeFetch(exampleOf(codeOf('refused')))),
    createGatewayClient({ baseUrl, guid: throwing }).assignUserInQueue(args),
  ]) {
    const error = await failureOf(call);
    expect(structuredClone(error)).toMatchObject({ message: error.message, stack: error.stack });
  }
});
