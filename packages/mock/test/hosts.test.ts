import { expect, test } from 'vitest';
import { mockFor, path, raw } from './ask.ts';

const statusFor = async (url: string, host: string, target = path): Promise<string> => {
  const text = `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  return (await raw(url, text)).slice(9, 12);
};

test.for(['localhost', 'LOCALHOST:80', '127.0.0.1', '[::1]:8043', '192.168.1.5:8043', 'a.localhost', 'localhost.'])(
  'a request for %s is answered',
  async (host) => {
    await using mock = await mockFor();
    expect(await statusFor(mock.url, host)).toBe('405');
  },
);

test('a request of HTTP/1.0 that names no host is answered: no browser sends it', async () => {
  await using mock = await mockFor();
  expect(await raw(mock.url, `GET ${path} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 405/);
});

test.for(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', 'mock', '', 'a b', '[evil]'])(
  'a request for %j is none for this mock: a page of another site could have sent it',
  async (host) => {
    await using mock = await mockFor({ control: 0 });
    expect(await statusFor(mock.url, host)).toMatch(/^4(21|00)$/);
    expect(await statusFor(mock.controlUrl!, host, '/requests')).toMatch(/^4(21|00)$/);
    expect(mock.requests()).toEqual([]);
  },
);

test('names that are allowed are answered, and a star allows any', async () => {
  await using mock = await mockFor({ allowHosts: ['gateway.test'] });
  expect(await statusFor(mock.url, 'Gateway.Test:8043')).toBe('405');
  expect(await statusFor(mock.url, 'other.test')).toBe('421');
  await using open = await mockFor({ allowHosts: ['*'] });
  expect(await statusFor(open.url, 'other.test')).toBe('405');
});

test('the control demands a token where it does not listen on loopback, and health needs none', async () => {
  await using mock = await mockFor({ host: '0.0.0.0', control: 0 });
  const ask = async (target: string, authorization?: string) =>
    (await fetch(mock.controlUrl! + target, { headers: authorization === undefined ? {} : { authorization } })).status;
  expect(mock.controlToken).toMatch(/^[\da-f]{32}$/);
  expect(await ask('/requests')).toBe(401);
  expect(await ask('/requests', `Bearer ${'0'.repeat(32)}`)).toBe(401);
  expect(await ask('/requests', `Bearer ${mock.controlToken}`)).toBe(200);
  expect(await ask('/health')).toBe(200);
});

test('the control on loopback demands none unless one is given', async () => {
  await using mock = await mockFor({ control: 0 });
  expect(mock.controlToken).toBeUndefined();
  expect((await fetch(`${mock.controlUrl}/requests`)).status).toBe(200);
  await using guarded = await mockFor({ control: 0, controlToken: 'secret' });
  expect((await fetch(`${guarded.controlUrl}/requests`)).status).toBe(401);
});
