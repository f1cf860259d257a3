import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { contract, readStamp, stampHeader } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { ask, body, callId, guid, keyHeader, mockFor, path, raw, retcodeOf, sentType, codeOf } from './ask.ts';
import { bodyOf, contractOf, ok } from './document.ts';

const things = contractOf({
  '/things': {
    get: { responses: ok([1, 2]) },
    post: { requestBody: bodyOf('application/json', { type: 'object', required: ['a'] }), responses: ok() },
    options: { responses: ok({ own: true }) },
  },
  '/text': { post: { requestBody: bodyOf('text/plain', { type: 'string', maxLength: 3 }), responses: ok() } },
});

const post = (url: string, content: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${url}/things`, {
    method: 'POST',
    body: content,
    headers: { 'content-type': 'application/json', ...headers },
  });

test('every answer tells the contract that it was made from, refusals and problems too', async () => {
  await using mock = await mockFor({ contract: things });
  const answers = [await post(mock.url, json), await post(mock.url, '{}'), await fetch(`${mock.url}/nowhere`)];
  const told = answers.map(({ headers }) => headers.get(stampHeader));
  expect(told.map((text) => readStamp(text!))).toEqual(
    told.map(() => ({ version: things.stamp.version, hash: things.stamp.hash.slice(0, 12) })),
  );
});

const json = JSON.stringify({ a: 'é' });

test.for<[string, Uint8Array<ArrayBuffer>]>([
  ['gzip', gzipSync(json)],
  ['x-gzip', gzipSync(json)],
  ['deflate', deflateSync(json)],
  ['br', brotliCompressSync(json)],
  ['zstd', zstdCompressSync(json)],
  ['identity', Buffer.from(json)],
  ['gzip, br', brotliCompressSync(gzipSync(json))],
])('a body in the content coding %s is read', async ([coding, content]) => {
  await using mock = await mockFor({ contract: things });
  const answer = await post(mock.url, content, { 'content-encoding': coding });
  expect(answer.status).toBe(200);
  expect(mock.requests()[0]?.body).toEqual({ a: 'é' });
});

test('a content coding that is not known is answered 415 with those that are', async () => {
  await using mock = await mockFor({ contract: things });
  const answer = await post(mock.url, json, { 'content-encoding': 'compress' });
  expect([answer.status, answer.headers.get('accept-encoding')]).toEqual([415, 'gzip, deflate, br, zstd']);
  expect(mock.requests()).toMatchObject([{ status: 415 }]);
});

test('a body that is not what its content coding says is refused, and one that grows over the limit too', async () => {
  await using mock = await mockFor({ contract: things, bodyLimit: 1_000 });
  expect((await post(mock.url, json, { 'content-encoding': 'gzip' })).status).toBe(422);
  const bomb = gzipSync(Buffer.alloc(1_000_000));
  expect((await post(mock.url, bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
});

test('another charset is read where the document does not forbid it, and one that nobody knows is not', async () => {
  await using mock = await mockFor({ contract: things });
  const latin = Buffer.from(json, 'latin1');
  expect((await post(mock.url, latin, { 'content-type': 'application/json; charset=ISO-8859-1' })).status).toBe(200);
  expect(mock.requests()[0]?.body).toEqual({ a: 'é' });
  expect((await post(mock.url, latin, { 'content-type': 'application/json' })).status).toBe(422);
  expect((await post(mock.url, json, { 'content-type': 'application/json; charset=klingon' })).status).toBe(422);
});

test('a body of several megabytes is read where the document sets no limit, and a limit can be set', async () => {
  await using mock = await mockFor({ contract: things });
  const large = JSON.stringify({ a: 'x'.repeat(3_000_000) });
  expect((await post(mock.url, large)).status).toBe(200);
  await using small = await mockFor({ contract: things, bodyLimit: 10 });
  expect((await post(small.url, large)).status).toBe(413);
});

test('HEAD of a documented GET is its head without a body', async () => {
  await using mock = await mockFor({ contract: things });
  const [head, get] = [await fetch(`${mock.url}/things`, { method: 'HEAD' }), await fetch(`${mock.url}/things`)];
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  expect((await fetch(`${mock.url}/text`, { method: 'HEAD' })).status).toBe(405);
});

test('a page of another origin reads the answers of a document that says nothing against it', async () => {
  await using mock = await mockFor({ contract: things });
  const asked = {
    origin: 'http://page',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-a',
  };
  const preflight = await fetch(`${mock.url}/things`, { method: 'OPTIONS', headers: asked });
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST']);
  expect(preflight.headers.get('access-control-allow-headers')).toBe('x-a');
  expect(mock.requests().at(-1)).toMatchObject({ method: 'OPTIONS', path: '/things', status: 204 });
  const answer = await fetch(`${mock.url}/things`, { headers: { origin: 'http://page' } });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'http://page']);
  expect(await (await fetch(`${mock.url}/things`, { method: 'OPTIONS' })).json()).toEqual({ own: true });
});

test('cors is switched off and on against what the document demands', async () => {
  const allowed = async (url: string) =>
    (await fetch(`${url}/things`, { headers: { origin: 'http://page' } })).headers.get('access-control-allow-origin');
  await using closed = await mockFor({ contract: things, cors: false });
  expect(await allowed(closed.url)).toBeNull();
  await using open = await mockFor({ cors: true });
  expect(await allowed(open.url)).toBe('http://page');
});

test('the gateway takes UTF-8 alone, a mebibyte, and no pages', async () => {
  await using mock = await mockFor({ contract });
  expect(await retcodeOf(mock, { headers: { 'content-type': `${sentType}; charset=ISO-8859-1` } })).toBe(
    codeOf('messageWrong'),
  );
  expect((await ask(mock, { body: { ...body, more: 'x'.repeat(2 ** 20) } })).status).toBe(413);
  expect(
    (await ask(mock, { headers: { origin: 'http://page' } })).headers.get('access-control-allow-origin'),
  ).toBeNull();
});

test.for([`//x${path}`, path.replaceAll('/', '\\'), `/\\${path}`, path.replace(/\/(?=[^/]+$)/, '\\')])(
  'the target %s is no path of the document',
  async (target) => {
    await using mock = await mockFor();
    const content = JSON.stringify(body);
    const text = `PUT ${target} HTTP/1.1\r\nHost: localhost\r\n${keyHeader}: ${guid}\r\nContent-Type: application/json\r\nContent-Length: ${content.length}\r\nConnection: close\r\n\r\n${content}`;
    expect(await raw(mock.url, text)).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(mock.world?.find('calls', callId)).toMatchObject({ skillid: 8 });
  },
);

test.for<[string, Record<string, unknown>[], string]>([
  ['a path', [{ url: 'https://things.example/v2' }], '/v2/things'],
  ['a path that ends in a slash', [{ url: 'https://things.example/a/b/' }], '/a/b/things'],
  ['a path without a host', [{ url: '/api' }], '/api/things'],
  ['a relative path', [{ url: 'api/v1' }], '/api/v1/things'],
  [
    'a variable',
    [{ url: 'https://{host}/{v}', variables: { host: { default: 'h' }, v: { default: 'v1' } } }],
    '/v1/things',
  ],
  [
    'a variable of several values',
    [{ url: 'https://h/{v}', variables: { v: { default: 'v1', enum: ['v1', 'v2'] } } }],
    '/v2/things',
  ],
  ['a variable for the whole', [{ url: '{base}/x', variables: { base: { default: 'https://h/a' } } }], '/a/x/things'],
])('the base path of a server that is %s is served, and the bare path as well', async ([, servers, target]) => {
  await using mock = await mockFor({
    contract: contractOf({ '/things': { get: { responses: ok([1]) } } }, { servers }),
  });
  for (const each of [target, '/things']) expect((await fetch(mock.url + each)).status).toBe(200);
  expect(mock.requests()[0]?.path).toBe(target);
  expect((await fetch(`${mock.url}/other/things`)).status).toBe(404);
});

test('a path of the document wins over the base path of a server', async () => {
  const paths = { '/v1/things': { get: { responses: ok('first') } }, '/things': { get: { responses: ok('second') } } };
  await using mock = await mockFor({ contract: contractOf(paths, { servers: [{ url: 'http://h/v1' }] }) });
  expect(await (await fetch(`${mock.url}/v1/things`)).json()).toBe('first');
});
