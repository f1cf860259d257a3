import { createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createGatewayClient, type CallError, type Fetch, type Phase } from '../src/index.ts';
import { load } from '../src/explainer.ts';
import { createNodeFetch, type NodeFetchOptions } from '../src/node/index.ts';
import { certificate } from './certificate.ts';
import { asItShouldBe, faultCases, nameOf, provokeFault } from './faults.ts';
import { args, guid, listen, moved, startGateway } from './gateway.ts';
import { argsWith, body, names, textIn } from './sample.ts';

// Limits of milliseconds are not to end the wait for words.
beforeAll(load);

let identity: { key: string; cert: string };
const trusted = getCACertificates();
beforeAll(async () => {
  identity = await certificate();
  setDefaultCACertificates([...trusted, identity.cert]);
});
afterAll(() => setDefaultCACertificates(trusted));

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function nodeFetch(options: NodeFetchOptions = {}): Fetch {
  const fetch = createNodeFetch({ proxy: false, ca: identity.cert, ...options });
  ending.push(() => fetch.close());
  return fetch;
}

const failureOf = (call: Promise<unknown>): Promise<CallError> =>
  call.then(
    () => expect.unreachable(),
    (error: unknown) => error as CallError,
  );

test.each(faultCases.map((each) => ({ ...each, name: nameOf(each) })))(
  '$name: the request was read, and its outcome is unknown',
  async (each) => {
    expect(await provokeFault(each, identity, nodeFetch())).toEqual(asItShouldBe);
  },
);

const systemError = (syscall: string, code: string): Error =>
  Object.assign(new Error(`${syscall} ${code} 192.0.2.1:443`), { syscall, code, errno: -1 });
function fetchThatFails(cause: unknown): Fetch {
  return async () => {
    throw new TypeError('fetch failed', { cause });
  };
}
const callWith = (fetch: Fetch, options: object = {}): Promise<unknown> =>
  createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, retries: 0, ...options }).assignUserInQueue(
    args,
  );

const codes = 'ECONNREFUSED EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL ETIMEDOUT ECONNRESET EMFILE ENETDOWN EACCES'.split(
  ' ',
);

test.each(codes.flatMap((code) => ['read', 'write', 'shutdown'].map((syscall) => ({ syscall, code }))))(
  '$syscall $code of a fetch comes after the request may have been sent',
  async ({ syscall, code }) => {
    const error = await failureOf(callWith(fetchThatFails(systemError(syscall, code))));
    expect(error).toMatchObject({ name: 'ConnectionError', outcome: 'unknown', retryable: false });
  },
);

test.each(codes)('connect %s of a fetch proves that nothing was sent, and may be tried again', async (code) => {
  let sent = 0;
  const fetch: Fetch = (...given) => (sent++, fetchThatFails(systemError('connect', code))(...given));
  const error = await failureOf(callWith(fetch, { retries: 1 }));
  expect(error).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied', retryable: true, attempts: 2 });
  expect(sent).toBe(2);
});

const connected = systemError('connect', 'ECONNREFUSED');
test.each<[string, unknown, 'not-applied' | 'unknown']>([
  [
    'the platform gave up connecting',
    Object.assign(new Error('Connect Timeout Error'), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
    'not-applied',
  ],
  ['the platform opens no such port', new Error('bad port'), 'not-applied'],
  ['a proxy refused the tunnel', new Error('Proxy response (403) !== 200 when HTTP Tunneling'), 'not-applied'],
  ['the name could not be looked up', systemError('getaddrinfo', 'EAI_AGAIN'), 'not-applied'],
  ['the name is unknown', systemError('getaddrinfo', 'ENOTFOUND'), 'not-applied'],
  ['each address refused', new AggregateError([connected, systemError('connect', 'ETIMEDOUT')]), 'not-applied'],
  [
    'one of several did not fail by connecting',
    new AggregateError([connected, systemError('read', 'ECONNRESET')]),
    'unknown',
  ],
  [
    'it read, for a reason of connecting',
    Object.assign(systemError('read', 'ECONNRESET'), { cause: systemError('connect', 'ECONNREFUSED') }),
    'unknown',
  ],
  ['a code without a system call', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unknown'],
  ['TLS saw plain text', Object.assign(new Error('x'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }), 'unknown'],
  ['TLS got an alert', Object.assign(new Error('x'), { code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' }), 'unknown'],
  ['the other side closed', Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }), 'unknown'],
])('a fetch fails since %s: what is proven, and no more', async (_why, cause, outcome) => {
  expect(await failureOf(callWith(fetchThatFails(cause)))).toMatchObject({ name: 'ConnectionError', outcome });
});

/** A transport that tells `phases`, and fails as it is told. */
const telling = (phases: Phase[], end: Promise<never> = Promise.reject(systemError('read', 'ECONNRESET'))): Fetch => {
  end.catch(() => {});
  return (_url, { onPhase }) => (phases.forEach((phase) => onPhase!(phase)), end);
};
const silence = new Promise<never>(() => {});

test.each<[Phase[], 'not-applied' | 'unknown']>([
  [['queued'], 'not-applied'],
  [['queued', 'connecting'], 'not-applied'],
  [['queued', 'connecting', 'secured'], 'not-applied'],
  [['queued', 'connecting', 'secured', 'sent'], 'unknown'],
  [['sent'], 'unknown'],
  [['queued', 'sent', 'answered'], 'unknown'],
  [['sent', 'queued'], 'unknown'],
  [['lost' as never], 'unknown'],
  [[], 'unknown'],
])('an attempt that came to %j leaves %s, however it ends', async (phases, outcome) => {
  const unsent = outcome === 'not-applied';
  const broken = await failureOf(callWith(telling(phases)));
  expect(broken).toMatchObject({ name: 'ConnectionError', outcome, retryable: unsent });
  const late = await failureOf(callWith(telling(phases, silence), { timeout: 5 }));
  expect(late).toMatchObject({ name: 'TimeoutError', outcome, retryable: unsent });
  expect(late.message).toContain(unsent ? 'nothing was sent' : 'may have taken effect');
  const controller = new AbortController();
  const client = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch: telling(phases, silence) });
  const call = client.assignUserInQueue(args, { signal: controller.signal });
  setImmediate(() => controller.abort());
  expect(await failureOf(call)).toMatchObject({ name: 'AbortedError', outcome, retryable: false });
});

test('an error of connecting proves nothing after the transport told that it has sent', async () => {
  const fetch = telling(['queued', 'sent'], Promise.reject(connected));
  expect(await failureOf(callWith(fetch))).toMatchObject({ outcome: 'unknown', retryable: false });
});

test('a port that the platform does not open is no port that was spoken to', async () => {
  const client = createGatewayClient({ baseUrl: 'http://127.0.0.1:6000', guid, retries: 0 });
  expect(await failureOf(client.assignUserInQueue(args))).toMatchObject({ outcome: 'not-applied', retryable: true });
});

/** A server on TCP that does with each connection what it is told. */
async function tcpServer(each: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    each(socket);
  });
  ending.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listen(server);
}

const handshakes: Record<string, (socket: Socket) => void> = {
  'is never answered': () => {},
  'is reset': (socket) => void socket.once('data', () => socket.resetAndDestroy()),
  'is ended': (socket) => void socket.once('data', () => socket.end()),
  'is answered with plain text': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'is answered by half': (socket) => void socket.once('data', () => socket.write(Buffer.from('16030300', 'hex'))),
};
test.each(Object.entries(handshakes))('a handshake that %s has carried no request', async (_how, each) => {
  const baseUrl = `https://localhost:${await tcpServer(each)}`;
  const options = { baseUrl, guid, fetch: nodeFetch(), retries: 0, connectTimeout: 100 };
  const error = await failureOf(createGatewayClient(options).assignUserInQueue(args));
  expect(error).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
  // The time-out of the attempt may also come first.
  const early = createGatewayClient({ ...options, timeout: 50, connectTimeout: 5000 });
  expect(await failureOf(early.assignUserInQueue(args))).toMatchObject({ outcome: 'not-applied' });
});

test('the limit of a connection is the client’s, or the transport’s, and is told', async () => {
  const baseUrl = `https://localhost:${await tcpServer(() => {})}`;
  const fetch = nodeFetch({ connectTimeout: 60 });
  const callFor = (options: object) =>
    failureOf(createGatewayClient({ baseUrl, guid, fetch, retries: 0, ...options }).assignUserInQueue(args));
  expect((await callFor({})).message).toMatch(/no connection was made in time; nothing was sent\. \(.* within 60 ms\)/);
  expect((await callFor({ connectTimeout: 30 })).message).toContain('within 30 ms');
});

test('a connection has five seconds to stand unless told', async () => {
  let reached = (): void => {};
  const connected = new Promise<void>((resolve) => (reached = resolve));
  const baseUrl = `https://localhost:${await tcpServer(() => reached())}`;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  ending.push(() => vi.useRealTimers());
  let isOver = false;
  const call = failureOf(
    createGatewayClient({ baseUrl, guid, fetch: nodeFetch(), retries: 0 }).assignUserInQueue(args),
  ).finally(() => (isOver = true));
  await connected;
  await vi.advanceTimersByTimeAsync(4999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect((await call).message).toContain('within 5000 ms');
});

test('a call that waits for a free connection has sent nothing', async () => {
  await using gateway = await startGateway(() => {});
  const fetch = nodeFetch({ maxConnections: 1 });
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch, retries: 0, timeout: 60_000 });
  const controller = new AbortController();
  const first = failureOf(client.assignUserInQueue(args, { signal: controller.signal }));
  await vi.waitFor(() => expect(gateway.requests).toHaveLength(1));
  const second = failureOf(client.assignUserInQueue(args, { timeout: 50 }));
  expect(await second).toMatchObject({ name: 'TimeoutError', outcome: 'not-applied', retryable: true });
  controller.abort();
  expect(await first).toMatchObject({ name: 'AbortedError', outcome: 'unknown' });
  expect(gateway.requests).toHaveLength(1);
});

test('a call that was given up in the queue is not sent when its turn comes', async () => {
  let release = (): void => {};
  await using gateway = await startGateway((socket) => (release = () => socket.write(moved)), moved);
  const fetch = nodeFetch({ maxConnections: 1 });
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch, retries: 0 });
  const first = client.assignUserInQueue(args);
  await vi.waitFor(() => expect(gateway.requests).toHaveLength(1));
  const controller = new AbortController();
  const second = failureOf(client.assignUserInQueue(argsWith('given-up'), { signal: controller.signal }));
  const third = client.assignUserInQueue(argsWith('third'));
  controller.abort();
  expect(await second).toMatchObject({ name: 'AbortedError', outcome: 'not-applied' });
  release();
  await Promise.all([first, third]);
  expect(gateway.requests.map((request) => textIn(request.split('\r\n\r\n')[1]!))).toEqual([body[names.text], 'third']);
});

const refusals: Record<string, (socket: Socket) => void> = {
  'refuses the tunnel': (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
  'is overloaded': (socket) => socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n'),
  closes: (socket) => socket.end(),
  resets: (socket) => socket.resetAndDestroy(),
  'is silent': () => {},
  'speaks no HTTP': (socket) => socket.write('SSH-2.0-x\r\n'),
};
test.each(Object.entries(refusals))('behind a proxy that %s nothing was sent', async (_how, each) => {
  const proxy = `http://127.0.0.1:${await tcpServer((socket) => void socket.once('data', () => each(socket)))}`;
  const fetch = nodeFetch({ proxy, connectTimeout: 150 });
  const client = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, retries: 0 });
  const error = await failureOf(client.assignUserInQueue(args));
  expect(error).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied', retryable: true });
});

test('a proxy that asks for a password is not asked again without', async () => {
  let asked = 0;
  const proxy = `http://127.0.0.1:${await tcpServer((socket) => {
    socket.once('data', () => {
      asked++;
      socket.end('HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n');
    });
  })}`;
  const client = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch: nodeFetch({ proxy }) });
  const error = await failureOf(client.assignUserInQueue(args));
  expect(error).toMatchObject({ outcome: 'not-applied', retryable: false, attempts: 1 });
  expect(error.message).toContain('the proxy asks for a user and a password');
  expect(asked).toBe(1);
});

test('a proxy that is not there was asked for nothing', async () => {
  const server = createServer();
  const proxy = `http://127.0.0.1:${await listen(server)}`;
  server.close();
  const client = createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid,
    fetch: nodeFetch({ proxy }),
    retries: 0,
  });
  expect(await failureOf(client.assignUserInQueue(args))).toMatchObject({ outcome: 'not-applied', retryable: true });
});
