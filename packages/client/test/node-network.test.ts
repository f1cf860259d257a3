import { generateKeyPairSync } from 'node:crypto';
import { createServer as createHttp, type Server } from 'node:http';
import { constants, createSecureServer, type ServerHttp2Stream } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Agent, MockAgent } from 'undici';
import { Agent as AgentOf7, MockAgent as MockAgentOf7 } from 'undici-7';
import { afterEach, expect, test, vi } from 'vitest';
import { createGatewayClient, type CallError } from '../src/index.ts';
import { createNodeFetch, type NodeFetchOptions } from '../src/node/index.ts';
import { certificate } from './certificate.ts';
import { codeOf } from './codes.ts';
import { pkcs12 } from './pkcs12.ts';
import { answer, args, envelope, guid, listen, moved, startGateway, startTlsGateway } from './gateway.ts';
import { argsWith, mediaType, method, success as status, target, textIn } from './sample.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ending.splice(0)) await end();
});

const success = JSON.stringify({ message: '', retcode: '0', result: {} });
const json = { 'Content-Type': mediaType };

function clientOver(options: NodeFetchOptions, baseUrl: string, more: object = {}) {
  const fetch = createNodeFetch(options);
  ending.push(() => fetch.close());
  return createGatewayClient({ baseUrl, guid, fetch, retries: 0, ...more });
}

/** A proxy that opens tunnels, and what it was asked for. */
async function startProxy(): Promise<{ address: string; asked: string[]; heads: string[] }> {
  const asked: string[] = [];
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const proxy: Server = createHttp((_request, response) => response.writeHead(500).end());
  proxy.on('connect', (request, socket: Socket) => {
    asked.push(request.url!);
    heads.push(JSON.stringify(request.headers));
    const [, port] = request.url!.split(':');
    const onward = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const each of [socket, onward]) sockets.add(each.on('error', () => {}));
  });
  const port = await listen(proxy);
  ending.push(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  return { address: `http://127.0.0.1:${port}`, asked, heads };
}

test('a proxy is asked for a tunnel, and never sees a key', async () => {
  const identity = await certificate();
  await using gateway = await startTlsGateway(identity, moved);
  const proxy = await startProxy();
  const client = clientOver({ ca: identity.cert, proxy: proxy.address }, gateway.baseUrl);
  await expect(client.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  expect(proxy.asked).toEqual([new URL(gateway.baseUrl).host]);
  expect(proxy.heads.join('')).not.toContain(guid);
});

test('over http a proxy is asked for a tunnel as well, where it is given outright', async () => {
  await using gateway = await startGateway(moved);
  const proxy = await startProxy();
  await clientOver({ proxy: proxy.address }, gateway.baseUrl).assignUserInQueue(args);
  expect(proxy.asked).toEqual([new URL(gateway.baseUrl).host]);
  expect(proxy.heads.join('')).not.toContain(guid);
});

test('the environment names the proxy of https, and the hosts that are reached without', async () => {
  const identity = await certificate();
  await using gateway = await startTlsGateway(identity, moved);
  await using plain = await startGateway(moved);
  const proxy = await startProxy();
  const { cert: ca } = identity;
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy.address);
  vi.stubEnv('NO_PROXY', 'other.example');
  await clientOver({ ca }, gateway.baseUrl).assignUserInQueue(args);
  expect(proxy.asked).toHaveLength(1);
  await clientOver({}, plain.baseUrl).assignUserInQueue(args);
  await clientOver({ ca, proxy: false }, gateway.baseUrl).assignUserInQueue(args);
  vi.stubEnv('NO_PROXY', 'localhost');
  await clientOver({ ca }, gateway.baseUrl).assignUserInQueue(args);
  expect(proxy.asked).toHaveLength(1);
});

test('behind a proxy the certificate of the gateway is checked', async () => {
  await using gateway = await startTlsGateway(await certificate(), moved);
  const { cert: ca } = await certificate();
  const proxy = await startProxy();
  await expect(clientOver({ ca, proxy: proxy.address }, gateway.baseUrl).assignUserInQueue(args)).rejects.toMatchObject(
    {
      name: 'ConnectionError',
      outcome: 'not-applied',
      message: expect.stringContaining("the gateway's certificate is not trusted") as string,
    },
  );
  expect(gateway.requests).toEqual([]);
});

test.each([
  ['key and certificate', certificate],
  [
    'PKCS #12 and its passphrase',
    async () => ({ ...(await pkcs12('localhost', 'open sesame')), passphrase: 'open sesame' }),
  ],
])('a client shows its own certificate, given as %s', async (_form, make) => {
  const server = await certificate();
  const own = await make();
  const seen: string[] = [];
  const settings = { ...server, ca: own.cert, requestCert: true, rejectUnauthorized: true };
  const gateway = createHttps(settings, (request, response) => {
    seen.push((request.socket as TLSSocket).getPeerCertificate().subject.CN as string);
    request.resume().on('end', () => response.writeHead(status, json).end(success));
  });
  const baseUrl = `https://localhost:${await listen(gateway)}`;
  ending.push(() => (gateway.closeAllConnections(), gateway.close()));
  const { cert: _, ...opened } = own;
  const identity = 'pfx' in own ? opened : own;
  await clientOver({ ca: server.cert, ...identity, proxy: false }, baseUrl).assignUserInQueue(args);
  expect(seen).toEqual(['localhost']);
  // In TLS 1.3 the gateway may refuse when the request is out already: then nobody can tell.
  const refused = await clientOver({ ca: server.cert, proxy: false }, baseUrl)
    .assignUserInQueue(args)
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'ConnectionError' });
  expect(seen).toHaveLength(1);
});

test('a PKCS #12 that its passphrase does not open is refused before anything is sent', async () => {
  const { pfx } = await pkcs12('localhost', 'open sesame');
  expect(() => createNodeFetch({ pfx, passphrase: 'closed' })).toThrow(/^pfx, passphrase cannot be used: /);
  expect(() => createNodeFetch({ pfx })).toThrow(/^pfx cannot be used: /);
});

test('HTTP/2 is spoken where the gateway offers it, on one connection, and not where it is switched off', async () => {
  const identity = await certificate();
  const versions: string[] = [];
  let connections = 0;
  const gateway = createSecureServer({ ...identity, allowHTTP1: true }, (request, response) => {
    versions.push(request.httpVersion);
    request.resume();
    request.on('end', () => {
      response.writeHead(status, json);
      response.end(success);
    });
  });
  gateway.on('connection', () => connections++);
  const baseUrl = `https://localhost:${await listen(gateway)}`;
  ending.push(() => void gateway.close());
  const client = clientOver({ ca: identity.cert, proxy: false }, baseUrl);
  await client.assignUserInQueue(args);
  await Promise.all(Array.from({ length: 10 }, () => client.assignUserInQueue(args)));
  expect(versions).toEqual(Array.from({ length: 11 }, () => '2.0'));
  expect(connections).toBe(1);
  await clientOver({ ca: identity.cert, proxy: false, http2: false }, baseUrl).assignUserInQueue(args);
  expect(versions.at(-1)).toBe('1.1');
});

test('a proxy gets its user and password, and the gateway behind it HTTP/2 and the client’s own certificate', async () => {
  const identity = await certificate();
  const own = await certificate();
  const seen: string[] = [];
  const settings = { ...identity, ca: own.cert, requestCert: true, rejectUnauthorized: true };
  const gateway = createSecureServer(settings, (request, response) => {
    seen.push(request.httpVersion, (request.socket as TLSSocket).getPeerCertificate().subject.CN as string);
    request.resume().on('end', () => {
      response.writeHead(status, json);
      response.end(success);
    });
  });
  const baseUrl = `https://localhost:${await listen(gateway)}`;
  ending.push(() => void gateway.close());
  const proxy = await startProxy();
  const address = proxy.address.replace('//', '//user:p%40ss@');
  await clientOver({ ...own, ca: identity.cert, proxy: address }, baseUrl).assignUserInQueue(args);
  expect(seen).toEqual(['2.0', 'localhost']);
  expect(JSON.parse(proxy.heads[0]!)).toMatchObject({
    'proxy-authorization': `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
  });
});

test('over HTTP/2 an answer that never comes leaves the outcome unknown, and others go on', async () => {
  const identity = await certificate();
  let requests = 0;
  const gateway = createSecureServer(identity, (request, response) => {
    requests++;
    request.resume();
    if (requests === 1) return;
    response.writeHead(status, json);
    response.end(success);
  });
  const baseUrl = `https://localhost:${await listen(gateway)}`;
  ending.push(() => void gateway.close());
  const client = clientOver({ ca: identity.cert, proxy: false }, baseUrl);
  const controller = new AbortController();
  const silent = client.assignUserInQueue(args, { signal: controller.signal }).catch((error: unknown) => error);
  await vi.waitFor(() => expect(requests).toBe(1), { timeout: 120_000 });
  controller.abort();
  expect(await silent).toMatchObject({ name: 'AbortedError', outcome: 'unknown' });
  await expect(client.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  expect(requests).toBe(2);
});

const endings: [string, (stream: ServerHttp2Stream) => void][] = [
  ['says that it has processed nothing', ({ session }) => session?.goaway(0, 0)],
  ['goes away', ({ session }) => (session?.goaway(0, 2 ** 31 - 1), session?.destroy())],
  ['refuses the stream', (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM)],
  ['cancels the stream', (stream) => stream.close(constants.NGHTTP2_CANCEL)],
  ['ends the session', ({ session }) => session?.destroy()],
  ['resets the connection', ({ session }) => session?.socket.destroy()],
];
const undicis = [
  ['8', Agent],
  ['7', AgentOf7 as unknown as typeof Agent],
] as const;
test.each(undicis.flatMap(([version, Of]) => endings.map(([how, end]) => ({ version, Of, how, end }))))(
  'over HTTP/2, by undici $version, a gateway that reads many calls and $how is sent none of them twice',
  async ({ version, Of, end }) => {
    const identity = await certificate();
    const controller = new AbortController();
    const { signal } = controller;
    const arrived: string[] = [];
    const streams: ServerHttp2Stream[] = [];
    const gateway = createSecureServer(identity);
    gateway.on('sessionError', () => {});
    gateway.on('stream', (stream) => {
      stream.on('error', () => {});
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => {
        arrived.push(String(textIn(text)));
        streams.push(stream);
        if (arrived.length !== 5) return;
        for (const each of streams) end(each);
        // Where undici goes on waiting, the callers do not.
        setTimeout(() => controller.abort(), 500);
      });
    });
    const baseUrl = `https://localhost:${await listen(gateway)}`;
    ending.push(() => void gateway.close());
    const dispatcher = new Of({ allowH2: true, connect: { ca: identity.cert } });
    ending.push(() => dispatcher.destroy());
    const own = version === '8' ? { ca: identity.cert, proxy: false as const } : { dispatcher };
    const client = clientOver(own, baseUrl, { timeout: 60_000 });
    const calls = Array.from({ length: 5 }, (_, index) =>
      client.assignUserInQueue(argsWith(`call-${index}`), { signal }).catch((error: unknown) => error as CallError),
    );
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ outcome: 'unknown', attempts: 1 });
    expect(arrived.toSorted()).toEqual(['call-0', 'call-1', 'call-2', 'call-3', 'call-4']);
  },
);

test('an idle connection is closed before what the gateway names, or the caller, and where nobody names anything', async () => {
  const idle: [string[], NodeFetchOptions][] = [
    [['Keep-Alive: timeout=2'], {}],
    [['Keep-Alive: timeout=600'], { idleTimeout: 500 }],
    [[], {}],
  ];
  const closed = idle.map(async ([headers, options]) => {
    await using gateway = await startGateway(answer(success, { headers }));
    await clientOver(options, gateway.baseUrl).assignUserInQueue(args);
    expect(gateway.open()).toBe(1);
    await vi.waitFor(() => expect(gateway.open()).toBe(0), { timeout: 120_000 });
  });
  await Promise.all(closed);
});

test('calls wait in a queue for as many connections as are allowed', async () => {
  await using gateway = await startGateway((socket) => setImmediate(() => socket.write(moved)));
  const client = clientOver({ maxConnections: 3 }, gateway.baseUrl);
  await Promise.all(Array.from({ length: 50 }, () => client.assignUserInQueue(args)));
  expect(gateway.connections()).toBe(3);
});

test('Transfer-Encoding never goes out beside Content-Length', async () => {
  await using gateway = await startGateway(moved);
  expect(() => clientOver({}, gateway.baseUrl, { headers: { 'transfer-encoding': 'chunked' } })).toThrow(
    /transfer-encoding/,
  );
  const fetch = createNodeFetch();
  ending.push(() => fetch.close());
  const headers = { 'Transfer-Encoding': 'chunked' };
  const request = { method: 'PUT', headers, body: 'x', redirect: 'manual', signal: undefined } as const;
  await expect(fetch(gateway.baseUrl + '/', request)).rejects.toThrow(/transfer-encoding/);
  expect(gateway.requests).toEqual([]);
});

test.each([
  ['8', MockAgent],
  ['7', MockAgentOf7 as unknown as typeof MockAgent],
])('the MockAgent of undici %s is taken as dispatcher', async (_version, Mock) => {
  const dispatcher = new Mock();
  dispatcher.disableNetConnect();
  ending.push(() => dispatcher.close());
  const pool = dispatcher.get('https://gateway.example');
  const place = { path: target, method };
  pool.intercept(place).reply(status, success, { headers: json });
  pool.intercept(place).replyWithError(new Error('reset'));
  const client = clientOver({ dispatcher }, 'https://gateway.example');
  await expect(client.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  // When it was sent is not seen, and so not known.
  await expect(client.assignUserInQueue(args)).rejects.toMatchObject({ name: 'ConnectionError', outcome: 'unknown' });
});

test('over the caller’s own agent a refused connection is still proof', async () => {
  const server = createHttp();
  const port = await listen(server);
  server.close();
  const dispatcher = new Agent();
  ending.push(() => dispatcher.close());
  await expect(clientOver({ dispatcher }, `http://127.0.0.1:${port}`).assignUserInQueue(args)).rejects.toMatchObject({
    outcome: 'not-applied',
    retryable: true,
  });
});

test('an answer that is a refusal is read as over every transport', async () => {
  await using gateway = await startGateway(envelope(codeOf('refused')));
  await expect(clientOver({}, gateway.baseUrl).assignUserInQueue(args)).rejects.toMatchObject({
    retcode: codeOf('refused'),
  });
});

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
test.each<[RegExp, object]>([
  [/^rejectUnauthorized is no option of the transport for Node; it has ca, /, { rejectUnauthorized: false }],
  [/^agent is no option/, { agent: {} }],
  [/^cert and key go together/, { key }],
  [/^cert, key cannot be used/, { key, cert: 'none' }],
  [/^pfx cannot be used/, { pfx: Buffer.from('none') }],
  [/^proxy must be an http: or https: URL/, { proxy: 'socks5://127.0.0.1' }],
  [/^proxy must be an http: or https: URL/, { proxy: 'none' }],
  [/^connectTimeout must be milliseconds/, { connectTimeout: 0 }],
  [/^idleTimeout must be milliseconds/, { idleTimeout: 'long' }],
  [/^http2 must be a boolean/, { http2: 'yes' }],
  [/^dispatcher must be one of undici's/, { dispatcher: {} }],
  [/^dispatcher has its own settings; set maxConnections there/, { dispatcher: new Agent(), maxConnections: 1 }],
  [/^the options must be an object/, null as never],
])('%s: a TypeError', (message, options) => {
  expect(() => createNodeFetch(options)).toThrow(TypeError);
  expect(() => createNodeFetch(options)).toThrow(message);
});

test('a wrong proxy of the environment is named without what it holds', () => {
  vi.stubEnv('HTTPS_PROXY', 'user:secret@proxy:80');
  expect(() => createNodeFetch()).toThrow(/^HTTPS_PROXY must be/);
  expect(() => createNodeFetch()).not.toThrow(/secret/);
});
