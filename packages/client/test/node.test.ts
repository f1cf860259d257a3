import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { createGatewayClient } from '../src/index.ts';
import manifest from '../package.json' with { type: 'json' };
import { createNodeFetch } from '../src/node/index.ts';
import { loadUndici } from '../src/node/undici.ts';
import { certificate } from './certificate.ts';
import { answer, args, guid, listen, startGateway } from './gateway.ts';
import { mediaType, success as status } from './sample.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const success = JSON.stringify({ message: '', retcode: '0', result: {} });

/** A gateway over `node:http`, and a client that reaches it by the transport. */
async function gatewayWith(reply: (response: ServerResponse) => void, timeout = 5000) {
  let connections = 0;
  const server = createServer((request, response) => request.resume().on('end', () => reply(response)));
  server.on('connection', () => connections++);
  const port = await listen(server);
  const fetch = createNodeFetch();
  ending.push(() => (fetch.close(), server.closeAllConnections(), server.close()));
  const gateway = createGatewayClient({ baseUrl: `http://127.0.0.1:${port}`, guid, fetch, timeout });
  return { call: () => gateway.assignUserInQueue(args), connections: () => connections };
}

const encoded = (encoding: string, body: Uint8Array) => (response: ServerResponse) =>
  response.writeHead(status, { 'Content-Type': mediaType, 'Content-Encoding': encoding }).end(body);

test('connections are kept open from call to call', async () => {
  const { call, connections } = await gatewayWith(encoded('identity', Buffer.from(success)));
  for (let count = 0; count < 5; count++) await call();
  expect(connections()).toBe(1);
});

test('a request states the length of its body, also where it has none', async () => {
  const heads: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heads.push(request.headers);
    request.resume().on('end', () => response.end());
  });
  const url = `http://127.0.0.1:${await listen(server)}/x`;
  const fetch = createNodeFetch();
  ending.push(() => (fetch.close(), server.close()));
  const request = { headers: { Guid: guid }, redirect: 'manual', signal: new AbortController().signal } as const;
  await fetch(url, { ...request, method: 'PUT', body: 'ü' });
  await fetch(url, { ...request, method: 'PUT' });
  await fetch(url, { ...request, method: 'DELETE' });
  expect(heads.map((head) => head['content-length'])).toEqual(['2', '0', undefined]);
  expect(heads.map((head) => head['transfer-encoding'])).toEqual([undefined, undefined, undefined]);
  expect(heads).toMatchObject(heads.map(() => ({ guid, host: new URL(url).host, connection: 'keep-alive' })));
});

test.each<[string, Uint8Array]>([
  ['gzip', gzipSync(success)],
  ['x-gzip', gzipSync(success)],
  ['GZIP', gzipSync(success)],
  ['gzip', gzipSync(success).subarray(0, -8)],
  ['deflate', deflateSync(success)],
  ['deflate', deflateRawSync(success)],
  ['br', brotliCompressSync(success)],
  ['zstd', zstdCompressSync(success)],
  ['gzip, br', brotliCompressSync(gzipSync(success))],
  ['deflate , identity,gzip', gzipSync(deflateSync(success))],
  ['', Buffer.from(success)],
  ['Identity', Buffer.from(success)],
])('an answer in %j is decoded', async (encoding, body) => {
  const { call } = await gatewayWith(encoded(encoding, body));
  await expect(call()).resolves.toMatchObject({ retcode: '0' });
});

test('a small answer that decodes to more than 1 MiB is too large', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
  const { call } = await gatewayWith(encoded('gzip', bomb));
  await expect(call()).rejects.toMatchObject({ name: 'UnusableAnswerError', reason: 'too-large', outcome: 'unknown' });
});

test.each<[string, Uint8Array]>([
  ['zstd', Buffer.from('x')],
  ['gzip', Buffer.from('not gzip')],
  ['br', Buffer.from('not br')],
  ['deflate', Buffer.from('xnot deflate')],
  ['compress', Buffer.from(success)],
  ['gzip, constructor', gzipSync(success)],
])('an answer that %s does not decode is told as that, and not as a broken connection', async (encoding, body) => {
  const { call } = await gatewayWith(encoded(encoding, body));
  const error = await call().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'UnusableAnswerError', reason: 'not-decoded', outcome: 'unknown', status });
  expect(String(error)).toContain('cannot be decoded from its Content-Encoding');
});

test.each([
  ['gzip that is none', 'Content-Encoding: gzip', 'no gzip'],
  ['a page', 'Content-Type: text/html', '<p>no</p>'],
])('500 answers with %s leave one connection, which is used again', async (_what, header, body) => {
  await using gateway = await startGateway(answer(body, { status: '500 Oops', type: '', headers: [header] }));
  const fetch = createNodeFetch({ maxConnections: 1 });
  ending.push(() => fetch.close());
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch });
  for (let count = 0; count < 20; count++) {
    await expect(client.assignUserInQueue(args)).rejects.toMatchObject({ status: 500 });
  }
  expect([gateway.open(), gateway.connections()]).toEqual([1, 1]);
});

test('an answer that nobody wants and that does not end lets go of its connection', async () => {
  await using gateway = await startGateway((socket) => {
    socket.write('HTTP/1.1 500 Oops\r\nContent-Encoding: gzip\r\nContent-Length: 100000000\r\n\r\n');
    socket.write(Buffer.alloc(200_000));
  });
  const fetch = createNodeFetch();
  ending.push(() => fetch.close());
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch });
  await expect(client.assignUserInQueue(args)).rejects.toMatchObject({ status: 500 });
  await vi.waitFor(() => expect(gateway.open()).toBe(0));
});

test('an unasked 101 ends the attempt at once', async () => {
  await using gateway = await startGateway('HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  const fetch = createNodeFetch();
  ending.push(() => fetch.close());
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch, timeout: 60_000 });
  await expect(client.assignUserInQueue(args)).rejects.toMatchObject({ name: 'ConnectionError', outcome: 'unknown' });
});

test('a time-out closes the connection, and the next call has a new one', async () => {
  let first = true;
  const { call, connections } = await gatewayWith((response) => {
    if (!first) response.writeHead(status, { 'Content-Type': mediaType }).end(success);
    first = false;
  }, 200);
  await expect(call()).rejects.toMatchObject({ name: 'TimeoutError', outcome: 'unknown' });
  await expect(call()).resolves.toMatchObject({ retcode: '0' });
  expect(connections()).toBe(2);
});

async function secureGateway() {
  const { key, cert } = await certificate();
  const server = createHttps({ key, cert }, (request, response) =>
    request.resume().on('end', () => response.writeHead(status, { 'Content-Type': mediaType }).end(success)),
  );
  const port = await listen(server);
  ending.push(() => (server.closeAllConnections(), server.close()));
  return { port, cert };
}

test('a private certificate is trusted by ca, and by nothing else', async () => {
  const { port, cert } = await secureGateway();
  const callWith = (options: { ca?: string }, host = 'localhost') =>
    createGatewayClient({
      baseUrl: `https://${host}:${port}`,
      guid,
      fetch: createNodeFetch(options),
    }).assignUserInQueue(args);
  await expect(callWith({ ca: cert })).resolves.toMatchObject({ retcode: '0' });
  await expect(callWith({})).rejects.toMatchObject({
    name: 'ConnectionError',
    outcome: 'not-applied',
    retryable: false,
  });
  const other = await certificate();
  await expect(callWith({ ca: other.cert })).rejects.toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
  await expect(callWith({ ca: cert }, '127.0.0.2')).rejects.toMatchObject({ outcome: 'not-applied' });
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  await expect(callWith({})).rejects.toMatchObject({ name: 'ConnectionError', outcome: 'not-applied' });
  vi.unstubAllEnvs();
});

test('a connection that breaks within the TLS handshake has carried nothing', async () => {
  const server = createTcp(
    (socket: Socket) => void socket.on('error', () => {}).once('data', () => socket.resetAndDestroy()),
  );
  const port = await listen(server);
  ending.push(() => server.close());
  const gateway = createGatewayClient({ baseUrl: `https://127.0.0.1:${port}`, guid, fetch: createNodeFetch() });
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({
    name: 'ConnectionError',
    outcome: 'not-applied',
  });
});

test.each([
  ['ca', { ca: 'none' }],
  ['ca', { ca: [] }],
  ['ca', { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }],
  ['maxConnections', { maxConnections: 0 }],
])('a wrong %s is a TypeError: %j', (name, options) => {
  expect(() => createNodeFetch(options)).toThrow(new RegExp(`^${name} `));
});

test('a Node that is too old is told so in one sentence', () => {
  const { engines } = manifest as { engines: { node: string } };
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines.node)!.map(Number) as [unknown, number, number];
  for (const old of [`${major}.${minor - 1}.4`, `${major - 2}.20.8`, `${major - 1}.99.0`]) {
    const sentence = `@cc-gateway/client/node needs Node ${major}.${minor} or later, and this is Node ${old}.`;
    expect(() => loadUndici(old)).toThrow(new Error(sentence));
  }
  for (const node of [`${major}.${minor}.0`, `${major + 1}.0.0`]) expect(loadUndici(node)).toHaveProperty('Agent');
});
