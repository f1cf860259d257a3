import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../src/index.ts';
import { bounded, guid, otherGuid } from './faulty/document.ts';
import { startGateway } from './faulty/gateway.ts';
import { connectTo } from './in-memory.ts';
import { documentFile } from './provider.ts';

const spec = await documentFile('paths: { /a: { get: { operationId: a, responses: { 200: { description: ok } } } } }');
const file = (name: string): Promise<string> => readFile(new URL(`tls/${name}`, import.meta.url), 'utf8');

/** A place for a socket that is none of TCP. */
const place = (): string =>
  process.platform === 'win32' ? String.raw`\\.\pipe\check-${randomUUID()}` : join(tmpdir(), `check-${randomUUID()}`);

test('a provider behind a socket file is checked, under the name that the address gives it', async () => {
  const path = place();
  const hosts = new Set<string | undefined>();
  const server = createServer(({ headers, url }, response) => {
    hosts.add(headers.host);
    response.writeHead(url === '/a' ? 500 : 404).end();
  });
  server.listen(path);
  await once(server, 'listening');
  const report = await check({ url: 'http://provider', spec, level: 'full', createConnection: () => connect(path) });
  server.close();
  expect(report.findings.map(({ rule }) => rule)).toContain('status/server-error');
  expect(hosts).toContain('provider');
});

test('a socket file that nobody listens at cannot be tested', async () => {
  const path = place();
  const report = await check({ url: 'http://provider', spec, createConnection: () => connect(path) });
  expect(report).toMatchObject({ outcome: 'untestable', requests: 0 });
  expect(report.reason).toContain('cannot be reached: ENOENT');
});

test('TLS goes over the connections that are given, and is held to the name of the address', async () => {
  const [key, cert, ca] = await Promise.all([file('good.key'), file('good.pem'), file('ca.pem')]);
  const server = createSecure({ key, cert }, (_, response) => response.writeHead(404).end());
  const at = (host: string) => ({ url: `https://${host}`, spec, ca, createConnection: connectTo(server) });
  const report = await check(at('127.0.0.1'));
  expect(report.requests).toBeGreaterThan(0);
  expect(report.findings.filter(({ rule }) => rule.startsWith('tls/'))).toEqual([]);
  const other = await check(at('another.test'));
  expect(other.findings.map(({ rule }) => rule)).toEqual(['tls/host']);
});

test('without a network the same requests get the same answers as over TCP', async () => {
  const gateway = await startGateway();
  const exchanges = async (more: object): Promise<string[]> => {
    const all: string[] = [];
    const onExchange = ({ request, answer }: { request: string; answer: string }): void =>
      void all.push(`${request}\n${answer}`);
    const keys = { auth: guid, otherAuth: otherGuid };
    await check({ url: gateway.url, spec: bounded, level: 'full', ...keys, runs: 4, onExchange, ...more });
    return all.toSorted();
  };
  try {
    const { createConnection } = gateway;
    expect(await exchanges({ createConnection })).toEqual(await exchanges({}));
  } finally {
    await gateway.close();
  }
});
