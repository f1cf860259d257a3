import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { contract, fileName, sampleRequests } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, allowedHosts: ['docs.example'] });
});
afterAll(() => sandbox.close());

const headersOf = async (path: string): Promise<Headers> => (await fetch(sandbox.url + path)).headers;

test('every file is served with its own type, and none is taken for another', async () => {
  const [operation] = contract.operations;
  const sample = `/samples/${fileName(operation!.id)}`;
  for (const [path, type] of [
    ['/', 'text/html;charset=utf-8'],
    ['/zh/', 'text/html;charset=utf-8'],
    ['/reference/', 'text/html;charset=utf-8'],
    ['/llms.txt', 'text/plain; charset=utf-8'],
    ['/guides/2-result-codes.md', 'text/markdown; charset=utf-8'],
    ['/changes.md', 'text/markdown; charset=utf-8'],
    ['/openapi.yaml', 'application/yaml; charset=utf-8'],
    ['/openapi.json', 'application/json'],
    ['/postman.json', 'application/json'],
    ['/pictures/session.svg', 'image/svg+xml'],
    ...['ts', 'py', 'java', 'sh', 'cs', 'go'].map((extension) => [
      `${sample}.${extension}`,
      'text/plain; charset=utf-8',
    ]),
  ] as const) {
    const headers = await headersOf(path);
    expect({ path, ...Object.fromEntries(headers) }).toMatchObject({
      path,
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'cache-control': 'no-cache',
    });
  }
});

test.each(['/', '/zh/', '/reference/'])(
  'the policy of %s comes as a header too, and keeps it out of frames',
  async (path) => {
    const response = await fetch(sandbox.url + path);
    const meta = /Content-Security-Policy" content="([^"]*)"/.exec(await response.text())![1]!;
    expect(response.headers.get('content-security-policy')).toBe(`${meta}; frame-ancestors 'none'`);
  },
);

test('a file whose name changes with what it holds may be kept for ever', async () => {
  const page = await (await fetch(`${sandbox.url}/`)).text();
  const names = [...page.matchAll(/assets\/[\w.]+\.js/g)].map(([name]) => name);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const headers = await headersOf(`/${name}`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toContain('javascript');
  }
});

test('pages come compressed, and a folder without its slash leads to the one with it', async () => {
  const page = await fetch(`${sandbox.url}/`, { headers: { 'Accept-Encoding': 'br' } });
  expect(page.headers.get('content-encoding')).toBe('br');
  expect(await page.text()).toContain(contract.title);
  const folder = await fetch(`${sandbox.url}/zh`, { redirect: 'manual' });
  expect([folder.status, folder.headers.get('location')]).toEqual([308, '/zh/']);
});

/** The status that a request with this `Host`, and perhaps this `Origin`, is answered. */
function statusFor(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  ['127.0.0.1:8043', 200],
  ['localhost', 200],
  ['LocalHost:1', 200],
  ['127.9.9.9', 200],
  ['[::1]:8043', 200],
  ['docs.example:8043', 200],
  ['evil.example', 421],
  ['127.0.0.1.evil.example', 421],
  ['localhost.evil.example', 421],
  ['evil.example:8043', 421],
])('asked for the host %s, pages, sandbox and gateway answer %i', async (host, status) => {
  for (const path of ['/', '/sandbox.json', '/llms.txt']) expect(await statusFor(path, { host })).toBe(status);
  const [operation] = contract.operations;
  const gateway = await statusFor(sampleRequests(contract, operation!)[0]!.target, { host }, operation!.method);
  expect(gateway).toBe(status);
});

test('a page of another origin resets nothing and moves nothing', async () => {
  const { host } = new URL(sandbox.url);
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
    expect(await statusFor('/sandbox/reset', { host, origin }, 'POST')).toBe(403);
  }
  expect(await statusFor('/sandbox/reset', { host, origin: sandbox.url }, 'POST')).toBe(204);
});

test('the quick start of the page ends in a success', async () => {
  const page = await (await fetch(`${sandbox.url}/`)).text();
  const block = /id="quick-start"[\s\S]*?<pre><code>([\s\S]*?)<\/code>/.exec(page)![1]!.replaceAll('&quot;', '"');
  const [start, ...lines] = block.split('\n');
  expect(start).toMatch(/^npm start/);
  expect(lines).toHaveLength(3);
  const script = lines.join('\n').replace('http://127.0.0.1:8043', sandbox.url);
  const { stdout } = await promisify(execFile)('bash', ['-c', script]);
  expect(stdout).toMatch(/^HTTP 200 .*"retcode":"0"/);
});
