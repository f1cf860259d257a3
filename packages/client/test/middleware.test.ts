import createFetchClient, { type Middleware as TheirMiddleware } from 'openapi-fetch';
import { expect, expectTypeOf, test } from 'vitest';
import { createGatewayClient, type CallError, type Fetch } from '../src/index.ts';
import { withMiddleware, type Middleware } from '../src/middleware/index.ts';
import { createNodeFetch } from '../src/node/index.ts';
import { createFakeFetch } from '../src/testing/index.ts';
import { args, guid, moved, startGateway } from './gateway.ts';
import { body, method, path, pathParts, replied, success } from './sample.ts';

const baseUrl = 'https://gateway.example/prefix';
const callWith = (fetch: ReturnType<typeof withMiddleware>, options: object = {}) =>
  createGatewayClient({ baseUrl, guid, fetch, retries: 0, ...options }).assignUserInQueue(args);

test('middleware of openapi-fetch is taken as it is', async () => {
  expectTypeOf<TheirMiddleware>().toExtend<Middleware>();
  const told: unknown[] = [];
  const theirs: TheirMiddleware = {
    onRequest({ request, schemaPath, params, id }) {
      told.push([schemaPath, params.path, typeof id]);
      request.headers.set('traceparent', '00-1-2-01');
      return request;
    },
    onResponse: async ({ response, request }) => void told.push(response.status, request.method),
  };
  const fetch = createFakeFetch();
  await callWith(withMiddleware(fetch, theirs));
  expect(told).toEqual([[path, pathParts, 'string'], success, method]);
});

test('what middleware does to a request is sent, as openapi-fetch sends it', async () => {
  const order: string[] = [];
  const named = (name: string): TheirMiddleware => ({
    onRequest({ request }) {
      order.push(`request ${name}`);
      return new Request(request, { headers: { ...Object.fromEntries(request.headers), [`x-${name}`]: '1' } });
    },
    onResponse: () => void order.push(`response ${name}`),
  });
  await using server = await startGateway(moved);
  const own = withMiddleware(undefined, named('a'), named('b'));
  await createGatewayClient({ baseUrl: server.baseUrl, guid, fetch: own }).assignUserInQueue(args);
  const ours = order.splice(0);
  const api = createFetchClient<Record<string, Record<string, never>>>({ baseUrl: server.baseUrl });
  api.use(named('a'), named('b'));
  await api.request('put', '/x' as never, { body: {} } as never);
  expect(ours).toEqual(order);
  for (const request of server.requests) expect(request).toMatch(/x-a: 1[\s\S]*x-b: 1/i);
  expect(JSON.parse(server.requests[0]!.split('\r\n\r\n')[1]!)).toEqual(body);
});

/** What arrives and what is told where middleware is given to openapi-fetch, and to us. */
async function both(make: (tell: (line: string) => void) => TheirMiddleware[], fails = false) {
  const lines = async (run: (middleware: TheirMiddleware[], baseUrl: string) => Promise<unknown>) => {
    await using server = await startGateway(fails ? (socket) => socket.destroy() : moved);
    const told: string[] = [];
    const result = await run(
      make((line) => told.push(line)),
      server.baseUrl,
    ).then(
      () => 'answered',
      () => 'failed',
    );
    const heads = server.requests.map(
      (request) => /^x-added: .*$/im.exec(request)?.[0].toLowerCase() ?? 'nothing added',
    );
    return [...told, ...heads, result];
  };
  const theirs = await lines((middleware, address) => {
    const api = createFetchClient<Record<string, Record<string, never>>>({ baseUrl: address });
    api.use(...middleware);
    return api.request('put', '/x' as never, { body: {} } as never);
  });
  const ours = await lines((middleware, address) =>
    createGatewayClient({
      baseUrl: address,
      guid,
      fetch: withMiddleware(undefined, ...middleware),
      retries: 0,
    }).assignUserInQueue(args),
  );
  return { theirs, ours };
}

const answer = (): Response => replied({ message: '', retcode: '0' });
test.each<[string, (tell: (line: string) => void) => TheirMiddleware[], boolean?]>([
  [
    'changes the headers of the request and gives it',
    () => [{ onRequest: ({ request }) => (request.headers.set('X-Added', '1'), request) }],
  ],
  [
    'changes the headers of the request and gives nothing',
    () => [{ onRequest: ({ request }) => request.headers.set('X-Added', '2') }],
  ],
  [
    'answers by itself',
    (tell) => [
      { onResponse: () => tell('the first sees it') },
      { onRequest: answer, onResponse: () => tell('it sees it') },
      { onRequest: () => tell('the next sees it') },
    ],
  ],
  ['gives null', () => [{ onRequest: () => null as never, onResponse: () => null as never }]],
  ['gives a number for an answer', () => [{ onResponse: () => 7 as never }]],
  [
    'mends a failure',
    (tell) => [
      { onError: () => tell('the first is told'), onResponse: () => tell('the first sees it') },
      { onError: answer, onResponse: () => tell('it sees it') },
    ],
    true,
  ],
  [
    'gives another error',
    (tell) => [{ onError: ({ error }) => tell((error as Error).message) }, { onError: () => new Error('another') }],
    true,
  ],
  ['gives a number for an error', () => [{ onError: () => 7 as never }], true],
])('middleware that %s does the same with openapi-fetch and with us', async (_what, make, fails) => {
  const { theirs, ours } = await both(make, fails);
  expect(ours).toEqual(theirs);
});

test('a body of bytes stays what it is where a middleware gives another request', async () => {
  const bodies: unknown[] = [];
  const send: Fetch = async (_url, { body }) => (bodies.push(body), answer());
  const own = withMiddleware(send, { onRequest: ({ request }) => new Request(request, { headers: { 'x-a': '1' } }) });
  const init = { method: 'PUT', headers: {}, redirect: 'manual', signal: undefined } as const;
  await own('https://gateway.example/x', { ...init, body: new Uint8Array([0xff, 0]) });
  await own('https://gateway.example/x', { ...init, body: 'ü' });
  expect(bodies).toEqual([new Uint8Array([0xff, 0]), 'ü']);
});

test('the transport for Node sends for middleware too, and its answers are the platform’s', async () => {
  await using server = await startGateway(moved);
  const fetch = createNodeFetch();
  const seen: unknown[] = [];
  const own = withMiddleware(fetch, {
    onResponse: async ({ response }) => void seen.push(await response.clone().json()),
  });
  await createGatewayClient({ baseUrl: server.baseUrl, guid, fetch: own }).assignUserInQueue(args);
  fetch.close();
  expect(seen).toEqual([{ message: '', retcode: '0', result: {} }]);
});

test('an answer that a middleware gives is taken, and nothing is sent', async () => {
  const fetch = createFakeFetch();
  const answer = () => replied({ message: 'cached', retcode: '0' });
  await expect(callWith(withMiddleware(fetch, { onRequest: answer }))).resolves.toMatchObject({ message: 'cached' });
  expect(fetch.requests).toEqual([]);
});

test('a middleware that fails before the request was not applied; after it nobody knows', async () => {
  const fails = () => Promise.reject(new Error(`mine, for ${guid}`));
  const failureOf = (middleware: Middleware) =>
    callWith(withMiddleware(createFakeFetch(), middleware)).catch((error: unknown) => error as CallError);
  const before = await failureOf({ onRequest: fails });
  expect(before).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
  expect(String(before)).not.toContain(guid);
  expect(await failureOf({ onResponse: fails })).toMatchObject({ name: 'ConnectionError', outcome: 'unknown' });
  expect(await failureOf({ onRequest: () => 7 as never })).toMatchObject({ outcome: 'not-applied' });
});

test('a failure of the transport is told to middleware, and stays as proven as it was', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect', code: 'ECONNREFUSED' });
  const seen: unknown[] = [];
  const watching: Middleware = { onError: ({ error }) => void seen.push(error) };
  const broken = withMiddleware(() => Promise.reject(refused), watching);
  await expect(callWith(broken)).rejects.toMatchObject({ outcome: 'not-applied' });
  expect(seen).toEqual([refused]);
  const telling = withMiddleware((_url, { onPhase }) => (onPhase!('sent'), Promise.reject(refused)), watching);
  await expect(callWith(telling)).rejects.toMatchObject({ outcome: 'unknown' });
  const mending = withMiddleware(() => Promise.reject(refused), {
    onError: () => replied({ message: 'from elsewhere', retcode: '0' }),
  });
  await expect(callWith(mending)).resolves.toMatchObject({ message: 'from elsewhere' });
});
