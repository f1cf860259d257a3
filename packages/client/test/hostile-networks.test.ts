import { constants } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import {
  createSecureContext,
  createServer as createTlsServer,
  getCACertificates,
  setDefaultCACertificates,
  type TLSSocket,
  type TlsOptions,
} from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createGatewayClient, GatewayError, type CallError, type Fetch } from '../src/index.ts';
import { load } from '../src/explainer.ts';
import { createNodeFetch, type NodeFetch, type NodeFetchOptions } from '../src/node/index.ts';
import { certificate } from './certificate.ts';
import { args, guid, listen, moved, startGateway } from './gateway.ts';
import { argsWith } from './sample.ts';
import { data, frame, goAway, headers, ok, reset, settings, settingsAck, startHttp2 } from './raw-http2.ts';

let identity: { key: string; cert: string };
let other: { key: string; cert: string };
const trusted = getCACertificates();
beforeAll(async () => {
  [identity, other] = await Promise.all([certificate(), certificate()]);
  setDefaultCACertificates([...trusted, identity.cert]);
  await load();
});
afterAll(() => setDefaultCACertificates(trusted));

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function nodeFetch(options: NodeFetchOptions = {}): NodeFetch {
  const fetch = createNodeFetch({ proxy: false, ca: identity.cert, ...options });
  ending.push(() => fetch.close());
  return fetch;
}

/** Starts a server, and counts what it holds open. */
async function start(server: Server): Promise<{ port: number; open: () => number }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  const port = await listen(server);
  ending.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port, open: () => sockets.size };
}

const password = 'a-password-of-the-proxy';
async function failureOf(baseUrl: string, fetch: Fetch | undefined, signal?: AbortSignal): Promise<CallError> {
  const client = createGatewayClient({ baseUrl, guid, fetch, retries: 0 });
  const error = (await client.assignUserInQueue(args, { signal }).then(
    () => expect.unreachable(),
    (thrown: unknown) => thrown,
  )) as CallError;
  expect(error).toBeInstanceOf(GatewayError);
  const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  expect(printed).not.toContain(guid.slice(0, 8));
  expect(printed).not.toContain(password);
  return error;
}

// HTTP/2, in bytes.
const text = '{"message":"","retcode":"0","result":{}}';
const hello = (socket: TLSSocket): void => void socket.write(Buffer.concat([settings(), settingsAck]));
const sends =
  (...frames: ((stream: number) => Uint8Array)[]) =>
  (socket: TLSSocket, stream: number): void =>
    void socket.write(Buffer.concat(frames.map((each) => each(stream))));
const whole = [(stream: number) => headers(stream), (stream: number) => data(stream, text)];
const many = (each: Buffer) => () => Buffer.concat(Array<Buffer>(2000).fill(each));
const field = (name: string, value: string): Buffer =>
  Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]);

type OnRequest = (socket: TLSSocket, stream: number) => void;
const http2: Record<
  string,
  [onRequest: OnRequest, outcome: 'applied' | 'unknown', hello?: (socket: TLSSocket) => void]
> = {
  'answers with early hints before': [
    sends((stream) => headers(stream, Buffer.concat([Buffer.from([8, 3]), Buffer.from('103')])), ...whole),
    'applied',
  ],
  'answers with trailers': [
    sends(
      whole[0]!,
      (id) => data(id, text, 0),
      (id) => headers(id, field('a', 'b'), 5),
    ),
    'applied',
  ],
  'answers, and resets the stream': [sends(...whole, (stream) => reset(stream, 0)), 'applied'],
  'goes away, and answers': [sends(() => goAway(2 ** 31 - 1), ...whole), 'applied'],
  'allows no byte of the body': [sends(...whole), 'applied', (socket) => void socket.write(settings(4, 0))],
  'speaks HTTP/1.1': [() => {}, 'unknown', (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  'ends at once': [() => {}, 'unknown', (socket) => void socket.end()],
  'goes away at once': [() => {}, 'unknown', (socket) => void socket.end(Buffer.concat([settings(), goAway(0)]))],
  'refuses the stream': [sends((stream) => reset(stream, 7)), 'unknown'],
  'refuses the stream after the head': [sends(whole[0]!, (stream) => reset(stream, 7)), 'unknown'],
  'resets the stream without an error': [sends((stream) => reset(stream, 0)), 'unknown'],
  'wants HTTP/1.1': [sends((stream) => reset(stream, 13)), 'unknown'],
  'cancels within the body': [
    sends(
      whole[0]!,
      (id) => data(id, text.slice(0, 9), 0),
      (id) => reset(id, 8),
    ),
    'unknown',
  ],
  'has processed nothing': [sends(() => goAway(0)), 'unknown'],
  'goes away, and ends': [(socket) => void socket.end(goAway(2 ** 31 - 1)), 'unknown'],
  'answers without a body': [sends((stream) => headers(stream, ok, 5)), 'unknown'],
  'answers without a status': [sends((stream) => headers(stream, ok.subarray(1), 5)), 'unknown'],
  'answers with a head that cannot be read': [sends((id) => headers(id, Buffer.alloc(5, 0xff), 5)), 'unknown'],
  'answers with a frame that is too large': [sends((id) => data(id, 'x'.repeat(70_000))), 'unknown'],
  'answers with a body before its head': [sends((stream) => data(stream, text)), 'unknown'],
  'answers on another stream': [
    sends(
      (id) => headers(id + 2),
      (id) => data(id + 2, text),
    ),
    'unknown',
  ],
  'pushes another answer': [sends((id) => frame(5, 4, id, Buffer.from([0, 0, 0, 2, 0x82, 0x87, 0x84]))), 'unknown'],
  'answers in another length': [
    sends((id) => headers(id, Buffer.concat([ok, Buffer.from([0x5c, 2]), Buffer.from('99')])), whole[1]!),
    'unknown',
  ],
  'floods with settings': [sends(many(settings())), 'unknown'],
  'floods with pings': [sends(many(frame(6, 0, 0, Buffer.alloc(8)))), 'unknown'],
  'never ends its head': [
    sends(
      (id) => headers(id, ok, 0),
      (id) => many(frame(9, 0, id, field('a', 'b')))(),
    ),
    'unknown',
  ],
};

test.each(Object.entries(http2))(
  'over HTTP/2, of a gateway that %s, the outcome is what was seen, and nothing is sent twice',
  async (_how, [onRequest, outcome, onConnection = hello]) => {
    await using gateway = await startHttp2(identity, onConnection, onRequest);
    const fetch = nodeFetch();
    if (outcome === 'applied') {
      const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch });
      expect(await client.assignUserInQueue(args)).toMatchObject({ retcode: '0' });
    } else expect(await failureOf(gateway.baseUrl, fetch)).toMatchObject({ outcome, attempts: 1 });
    expect(gateway.requests()).toBeLessThanOrEqual(1);
    fetch.close();
    await vi.waitFor(() => expect(gateway.open()).toBe(0));
  },
);

test('over HTTP/2 who gives up leaves the connection to the others, whoever comes later has a new one, and none is kept idle', async () => {
  const held: [TLSSocket, number][] = [];
  const connections = new Set<TLSSocket>();
  await using gateway = await startHttp2(identity, hello, (socket, stream) => {
    connections.add(socket);
    // The first connection gives no answers unless told.
    if (connections.size === 1) held.push([socket, stream]);
    else sends(...whole)(socket, stream);
  });
  const fetch = nodeFetch({ idleTimeout: 50 });
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch, retries: 0 });
  const controller = new AbortController();
  const givenUp = failureOf(gateway.baseUrl, fetch, controller.signal);
  await vi.waitFor(() => expect(held).toHaveLength(1));
  const patient = client.assignUserInQueue(args);
  await vi.waitFor(() => expect(held).toHaveLength(2));
  expect(connections.size).toBe(1);
  controller.abort();
  expect(await givenUp).toMatchObject({ outcome: 'unknown' });
  await expect(client.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  expect(connections.size).toBe(2);
  sends(...whole)(...held[1]!);
  await expect(patient).resolves.toMatchObject({ retcode: '0' });
  await vi.waitFor(() => expect(gateway.open()).toBe(0));
});

test('over HTTP/2 what waits for its turn on a connection goes out on a new one, once, where the first may be dead', async () => {
  const connections: TLSSocket[] = [];
  const two = (socket: TLSSocket): void => void socket.write(Buffer.concat([settings(3, 2), settingsAck]));
  await using gateway = await startHttp2(identity, two, (socket, stream) => {
    if (!connections.includes(socket)) connections.push(socket);
    if (socket !== connections[0]) sends(...whole)(socket, stream);
  });
  const fetch = nodeFetch({ maxConnections: 1 });
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch, retries: 0 });
  const [first, second] = [new AbortController(), new AbortController()];
  const givenUp = failureOf(gateway.baseUrl, fetch, first.signal);
  await vi.waitFor(() => expect(gateway.requests()).toBe(1));
  const other = failureOf(gateway.baseUrl, fetch, second.signal);
  const waiting = Array.from({ length: 5 }, () => client.assignUserInQueue(args));
  await vi.waitFor(() => expect(gateway.requests()).toBe(2));
  first.abort();
  expect(await givenUp).toMatchObject({ outcome: 'unknown' });
  for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject({ retcode: '0' });
  second.abort();
  expect(await other).toMatchObject({ outcome: 'unknown' });
  expect([connections.length, gateway.requests()]).toEqual([2, 7]);
  fetch.close();
});

// TLS.
const noResumption = constants.SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION | constants.SSL_OP_NO_TICKET;
const handshakes: Record<string, TlsOptions> = {
  'another protocol in it': { ALPNProtocols: ['foo'] },
  'a name that it does not have': { SNICallback: (_name, callback) => callback(new Error('unknown name')) },
  'no cipher in common': { ciphers: 'AES128-SHA', maxVersion: 'TLSv1.2' },
  'an old version': { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
  'a certificate of the client, in TLS 1.2': { requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' },
};
test.each(Object.entries(handshakes))(
  'a handshake that fails for %s sends nothing, over the transport that sees it',
  async (_why, options) => {
    let sent = 0;
    const server = createTlsServer({ ...identity, ...options }, (socket) => socket.on('data', () => sent++));
    const baseUrl = `https://localhost:${(await start(server)).port}`;
    expect(await failureOf(baseUrl, nodeFetch())).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
    expect(await failureOf(baseUrl, undefined)).toMatchObject({ name: 'ConnectionError' });
    expect(sent).toBe(0);
  },
);

const alert = (level: number, what: number): Buffer => Buffer.from([0x15, 3, 3, 0, 2, level, what]);
const greetings: Record<string, (socket: Socket) => void> = {
  'with an alert': (socket) => socket.end(alert(2, 80)),
  'with the end of the conversation': (socket) => socket.end(alert(1, 0)),
  'with the end': (socket) => socket.end(),
  'with a reset': (socket) => socket.resetAndDestroy(),
  'in HTTP': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'with zeroes': (socket) => socket.end(Buffer.alloc(10_000)),
};
test.each(Object.entries(greetings))(
  'a gateway that answers the greeting of TLS %s is sent nothing',
  async (_how, reply) => {
    const { port } = await start(createServer((socket) => void socket.once('data', () => reply(socket))));
    expect(await failureOf(`https://localhost:${port}`, nodeFetch())).toMatchObject({ outcome: 'not-applied' });
  },
);

const afterwards: Record<string, [TlsOptions, (socket: TLSSocket) => void]> = {
  'another handshake, with a certificate that is not trusted': [
    { maxVersion: 'TLSv1.2', secureOptions: noResumption },
    (socket) => {
      socket.setKeyCert(createSecureContext(other));
      socket.renegotiate({ rejectUnauthorized: false }, () => {});
    },
  ],
  'another handshake, with a certificate for another name': [
    { maxVersion: 'TLSv1.2', secureOptions: noResumption },
    (socket) => {
      socket.setKeyCert(createSecureContext(elsewhere));
      socket.renegotiate({ rejectUnauthorized: false }, () => {});
    },
  ],
  'the end of the conversation': [{}, (socket) => void socket.end()],
};
let elsewhere: { key: string; cert: string };
beforeAll(async () => {
  elsewhere = await certificate('gateway.example');
  setDefaultCACertificates([...trusted, identity.cert, elsewhere.cert]);
});
test.each(
  Object.entries(afterwards).flatMap(([what, [options, then]]) =>
    ['the platform', 'the transport for Node']
      // An assertion of Node's own fetch ends the process there, and no caller can catch it.
      .filter((transport) => transport !== 'the platform' || !what.endsWith('another name'))
      .map((transport) => ({ what, options, then, transport })),
  ),
)(
  '$what when the request was read leaves the outcome unknown, over $transport',
  async ({ options, then, transport }) => {
    let read = 0;
    const server = createTlsServer({ ...identity, ...options }, (socket) => {
      socket.on('error', () => {}).once('data', () => (read++, then(socket)));
    });
    const baseUrl = `https://localhost:${(await start(server)).port}`;
    const ca = [identity.cert, elsewhere.cert];
    const fetch = transport === 'the platform' ? undefined : nodeFetch({ ca });
    expect(await failureOf(baseUrl, fetch)).toMatchObject({
      name: 'ConnectionError',
      outcome: 'unknown',
      retryable: false,
    });
    expect(read).toBe(1);
  },
);

test.each(['the platform', 'the transport for Node'])(
  'a second handshake that changes nothing does not hinder an answer, over %s',
  async (transport) => {
    const server = createTlsServer({ ...identity, maxVersion: 'TLSv1.2' }, (socket) => {
      socket.once('data', () => socket.renegotiate({ rejectUnauthorized: false }, () => socket.write(moved)));
    });
    const baseUrl = `https://localhost:${(await start(server)).port}`;
    const fetch = transport === 'the platform' ? undefined : nodeFetch();
    const client = createGatewayClient({ baseUrl, guid, fetch });
    expect(await client.assignUserInQueue(args)).toMatchObject({ retcode: '0' });
  },
);

// Proxies.
const tunnel = 'HTTP/1.1 200 Connection established\r\n\r\n';
const proxies: Record<string, (socket: Socket) => void> = {
  'asks for a password and goes on': (socket) =>
    socket.write('HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic\r\nContent-Length: 3\r\n\r\nabc'),
  'finds no gateway': (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'),
  'sends elsewhere': (socket) =>
    socket.end('HTTP/1.1 301 There\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
  'answers without a tunnel': (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'),
  'says in the tunnel that it finds no gateway': (socket) =>
    socket.write(`${tunnel}HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n`),
  'ends the tunnel at once': (socket) => socket.end(tunnel),
  'resets in the handshake': (socket) => {
    socket.once('data', () => socket.destroy());
    socket.write(tunnel);
  },
  'speaks no HTTP': (socket) => socket.end(Buffer.alloc(4)),
  'ends within its head': (socket) => socket.end('HTTP/1.1 20'),
  resets: (socket) => socket.destroy(),
};
test.each(Object.entries(proxies).flatMap(([how, each]) => ['http', 'https'].map((scheme) => ({ how, each, scheme }))))(
  'behind a proxy on $scheme that $how nothing was sent',
  async ({ each, scheme }) => {
    const asked: string[] = [];
    const serve = (socket: Socket): void => {
      socket.on('error', () => {}).once('data', (head) => (asked.push(head.toString()), each(socket)));
    };
    const { port } = await start(scheme === 'http' ? createServer(serve) : createTlsServer(identity, serve));
    const fetch = nodeFetch({ proxy: `${scheme}://user:${password}@localhost:${port}` });
    expect(await failureOf('https://gateway.example', fetch)).toMatchObject({
      name: 'ConnectionError',
      outcome: 'not-applied',
    });
    expect(asked.join('')).not.toContain(guid.slice(0, 8));
  },
);

const tunnels: Record<string, (socket: Socket) => void> = {
  resets: (socket) => socket.destroy(),
  ends: (socket) => socket.end(),
  'answers in place of the gateway': (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'),
};
test.each(Object.entries(tunnels))(
  'a proxy that %s when the request was read leaves the outcome unknown',
  async (_how, each) => {
    const { port } = await start(
      createServer((socket) => {
        socket.once('data', () => (socket.once('data', () => each(socket)), socket.write(tunnel)));
      }),
    );
    const fetch = nodeFetch({ proxy: `http://localhost:${port}` });
    expect(await failureOf('http://127.0.0.1:1', fetch)).toMatchObject({ outcome: 'unknown', retryable: false });
  },
);

// What is left behind.
const silent = (): Server => createServer((socket) => void socket.resume());

test('who gives up while a connection is made leaves none behind, and holds up nobody who waits for one', async () => {
  let connections = 0;
  const server = createServer((socket) => void (connections++ === 0 ? socket.resume() : socket.destroy()));
  const { port, open } = await start(server);
  const fetch = nodeFetch({ maxConnections: 1, connectTimeout: 600_000 });
  const controller = new AbortController();
  const first = failureOf(`https://localhost:${port}`, fetch, controller.signal);
  const second = failureOf(`https://localhost:${port}`, fetch);
  await vi.waitFor(() => expect(connections).toBe(1));
  controller.abort();
  expect(await first).toMatchObject({ name: 'AbortedError', outcome: 'not-applied' });
  expect(await second).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
  await vi.waitFor(() => expect(open()).toBe(0));
});

test.each([
  ['a gateway', (port: number) => ({ baseUrl: `https://localhost:${port}`, proxy: false as const }), silent],
  [
    'a gateway behind a proxy',
    (port: number) => ({ baseUrl: 'https://gateway.example', proxy: `http://localhost:${port}` }),
    () => createServer((socket) => void socket.once('data', () => (socket.write(tunnel), socket.resume()))),
  ],
  ['a proxy', (port: number) => ({ baseUrl: 'https://gateway.example', proxy: `https://localhost:${port}` }), silent],
])('a transport that is closed while it connects to %s leaves no connection and no call', async (_to, of, serve) => {
  const { port, open } = await start(serve());
  const { baseUrl, proxy } = of(port);
  const fetch = nodeFetch({ proxy, connectTimeout: 600_000 });
  const call = failureOf(baseUrl, fetch);
  await vi.waitFor(() => expect(open()).toBe(1));
  fetch.close();
  expect(await call).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
  await vi.waitFor(() => expect(open()).toBe(0));
});

test('a transport that is closed when the request was read leaves the outcome unknown; later calls are not sent', async () => {
  await using gateway = await startGateway(() => {});
  const fetch = nodeFetch();
  const call = failureOf(gateway.baseUrl, fetch);
  await vi.waitFor(() => expect(gateway.requests).toHaveLength(1));
  fetch.close();
  expect(await call).toMatchObject({ name: 'ConnectionError', outcome: 'unknown' });
  expect(await failureOf(gateway.baseUrl, fetch)).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
});

test.each(['the platform', 'the transport for Node'])(
  'a host of several addresses is reached by the one that listens, and by none is proof, over %s',
  async (transport) => {
    const fetch = transport === 'the platform' ? undefined : nodeFetch();
    const gateway = await startGateway(moved);
    const baseUrl = gateway.baseUrl.replace('127.0.0.1', 'localhost');
    const client = createGatewayClient({ baseUrl, guid, fetch });
    expect(await client.assignUserInQueue(args)).toMatchObject({ retcode: '0' });
    await gateway[Symbol.asyncDispose]();
    const { port } = await start(createServer());
    for (const end of ending.splice(-1)) await end();
    expect(await failureOf(`http://localhost:${port}`, fetch)).toMatchObject({
      outcome: 'not-applied',
      retryable: true,
    });
  },
);

test('of many calls at once, a third of whose connections break, none that was read is said not to be', async () => {
  let count = 0;
  await using gateway = await startGateway((socket) => (count++ % 3 === 0 ? socket.destroy() : socket.write(moved)));
  const client = createGatewayClient({
    baseUrl: gateway.baseUrl,
    guid,
    fetch: nodeFetch({ maxConnections: 4 }),
    retries: 0,
  });
  const results = await Promise.all(
    Array.from({ length: 90 }, (_, index) =>
      client.assignUserInQueue(argsWith(`call-${index}`)).then(
        () => 'applied',
        (error: CallError) => error.outcome,
      ),
    ),
  );
  const read = gateway.requests.map((request) => Number(/call-(\d+)/.exec(request)![1]));
  expect(new Set(read).size).toBe(read.length);
  expect(results.filter((outcome, index) => outcome === 'not-applied' && read.includes(index))).toEqual([]);
  expect(results.filter((outcome) => outcome === 'applied')).toHaveLength(60);
});
