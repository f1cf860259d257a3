import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { ask, body, guid, keyHeader, mockFor, path, raw, retcodeOf, sentType, success } from './ask.ts';

const content = JSON.stringify(body);

const head = [
  `PUT ${path} HTTP/1.1`,
  'Host: localhost',
  `${keyHeader}: ${guid}`,
  `Content-Type: ${sentType}; charset=UTF-8`,
].join('\r\n');

const statusOf = (received: string): string => /^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? received;

test.for<[string, string, string]>([
  ['what is not HTTP', 'hello\r\n\r\n', '400'],
  ['a header without an end', `${head}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ['two lengths', `${head}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`, '400'],
  ['a length and chunks', `${head}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, '400'],
  ['a chunk that has no size', `${head}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, '400'],
  ['no Host', head.replace('Host: localhost\r\n', '') + '\r\nContent-Length: 0\r\n\r\n', '400'],
])('%s is refused, and the mock answers on', async ([, text, status]) => {
  await using mock = await mockFor();
  expect(statusOf(await raw(mock.url, text, (received) => received.includes('\r\n\r\n')))).toBe(status);
  expect(await retcodeOf(mock)).toBe('0');
});

test.for([
  '*',
  '//',
  '//evil/path',
  '/%',
  '/%ff',
  '/../../etc',
  'http://other/path',
  '/a?__server=http://x',
  '/?%ff=%',
  '/\\',
])('the target %s is answered 404', async (target) => {
  await using mock = await mockFor();
  const text = `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  expect(statusOf(await raw(mock.url, text))).toBe('404');
});

test('a body in chunks is read as one with a length', async () => {
  await using mock = await mockFor();
  const chunk = `${content.length.toString(16)}\r\n${content}\r\n0\r\n\r\n`;
  const text = `${head}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk}`;
  expect(await raw(mock.url, text)).toContain('"retcode":"0"');
});

test('a client that expects 100-continue gets it, and its answer', async () => {
  await using mock = await mockFor();
  const text = `${head}\r\nExpect: 100-continue\r\nContent-Length: ${content.length}\r\nConnection: close\r\n\r\n${content}`;
  expect(await raw(mock.url, text)).toMatch(new RegExp(`^HTTP/1\\.1 100 Continue\r\n\r\nHTTP/1\\.1 ${success} `));
});

test('a body over the limit in chunks is refused before it ends, and the connection with it', async () => {
  await using mock = await mockFor({ bodyLimit: 1_000 });
  const text = `${head}\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n${'x'.repeat(0x800)}\r\n`;
  const received = await raw(mock.url, text);
  expect(statusOf(received)).toBe('413');
  expect(received).toMatch(/connection: close/i);
});

test('a client that sends too slowly is told so', async () => {
  await using mock = await mockFor({ requestTimeoutMs: 200 });
  expect(statusOf(await raw(mock.url, `${head}\r\nContent-Length: 10\r\n\r\n{`))).toBe('408');
  expect(statusOf(await raw(mock.url, 'PUT /slow'))).toBe('408');
  expect(await retcodeOf(mock)).toBe('0');
});

test('a client that leaves in the middle of its request or of its answer harms nobody', async () => {
  await using mock = await mockFor({ scenario: { rules: [{ times: 20, fault: { drip: 1 } }] } });
  const { hostname, port } = new URL(mock.url);
  for (let left = 0; left < 20; left++) {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const whole = `${head}\r\nContent-Length: ${content.length}\r\n\r\n${content}`;
    socket.write(left % 2 === 0 ? whole.slice(0, -10) : whole);
    if (left % 2 === 1) await once(socket, 'data');
    socket.destroy();
  }
  await mock.useScenario('quiet-day');
  expect(await retcodeOf(mock)).toBe('0');
});

test('thousands of connections come and go', async () => {
  await using mock = await mockFor();
  const text = `${head}\r\nContent-Length: ${content.length}\r\nConnection: close\r\n\r\n${content}`;
  for (let batch = 0; batch < 20; batch++) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => raw(mock.url, text)));
    expect(answers.every((answer) => answer.includes('"retcode":"0"'))).toBe(true);
  }
});

test.for(['__proto__', 'constructor', 'toString'])(
  'a member or a query named %s is data and nothing else',
  async (name) => {
    await using mock = await mockFor();
    expect(await retcodeOf(mock, { body: `{"${name}":{"polluted":1},${content.slice(1)}` })).toBe('0');
    expect(await retcodeOf(mock, { path: `${path}?${name}=1` })).toBe('0');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  },
);

test('JSON that is nested very deep is answered', async () => {
  await using mock = await mockFor();
  const deep = `${content.slice(0, -1)},"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect((await ask(mock, { body: deep })).json?.retcode).toBe('0');
  expect(JSON.stringify(mock.requests())).toContain('[deeper]');
  expect(await retcodeOf(mock)).toBe('0');
});

test('connections are kept alive, and none is left when the mock has closed', async () => {
  const mock = await mockFor();
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  for (let sent = 0; sent < 2; sent++) {
    socket.write(`${head}\r\nContent-Length: ${content.length}\r\n\r\n${content}`);
    expect(String((await once(socket, 'data'))[0])).toContain('"retcode":"0"');
  }
  const closed = once(socket, 'close');
  await mock.close();
  await closed;
  await expect(ask(mock)).rejects.toThrow('fetch failed');
});

test('no answer allows web pages of other origins', async () => {
  await using mock = await mockFor();
  for (const method of ['OPTIONS', 'PUT']) {
    const answer = await ask(mock, {
      method,
      headers: { origin: 'http://page', 'access-control-request-method': 'PUT' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('the mock listens on the loopback address only', async () => {
  await using mock = await mockFor();
  expect(new URL(mock.url).hostname).toBe('127.0.0.1');
});
