import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Written } from '@cc-gateway/openapi/codec/write';
import { contractOf, load } from './generated.ts';
import { prismOf } from '@cc-gateway/testing/prism';

const text = { type: 'string' };
const bytes = new Uint8Array([0, 13, 10, 255, 45, 45]);

let server: ReturnType<typeof createServer>;
let origin: string;
let last: { type: string | undefined; bytes: Buffer };
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    last = { type: request.headers['content-type'], bytes: Buffer.concat(chunks) };
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const contractFor = (mediaType: string, content: Json) =>
  contractOf({
    '/': {
      post: {
        requestBody: { required: true, content: { [mediaType]: content } },
        responses: { 200: { description: 'read' } },
      },
    },
  });

/** A body as it is written, and as it arrives. */
async function sent(mediaType: string, content: Json, body: unknown): Promise<Written> {
  const { write, operations } = await load(contractFor(mediaType, content));
  const written = write(operations[0], { body }) as Written;
  await fetch(origin, { method: 'POST', headers: written.headers, body: written.body as string });
  return written;
}

/** What arrived, as the platform reads forms. */
const received = async (): Promise<[string, string | File][]> => {
  const response = new Response(new Uint8Array(last.bytes), { headers: { 'Content-Type': last.type! } });
  return [...(await response.formData())];
};

test('JSON goes out as JSON, with its charset; a media type of its own suffix is kept', async () => {
  await sent('application/json', { schema: { type: 'object', properties: { a: text } } }, { a: 'ü' });
  expect(last).toMatchObject({ type: 'application/json; charset=UTF-8' });
  expect(JSON.parse(last.bytes.toString())).toEqual({ a: 'ü' });
  await sent('application/merge-patch+json', { schema: { type: 'object' } }, { a: null });
  expect(last.type).toBe('application/merge-patch+json; charset=UTF-8');
});

test('a form is read back: atoms, lists, objects as JSON, and the characters that divide it', async () => {
  const schema = {
    type: 'object',
    properties: { a: text, list: { type: 'array', items: text }, map: { type: 'object' } },
  };
  await sent('application/x-www-form-urlencoded', { schema }, { a: 'b&c=d+e ü', list: ['1', '2'], map: { x: [1] } });
  expect(last.type).toBe('application/x-www-form-urlencoded');
  expect(await received()).toEqual([
    ['a', 'b&c=d+e ü'],
    ['list', '1'],
    ['list', '2'],
    ['map', '{"x":[1]}'],
  ]);
});

test('members of a form have the style that the document gives them', async () => {
  const schema = {
    type: 'object',
    properties: { list: { type: 'array' }, map: { type: 'object' }, deep: { type: 'object' } },
  };
  const encoding = { list: { style: 'form', explode: false }, map: { style: 'form' }, deep: { style: 'deepObject' } };
  const value = { list: ['1', '2'], map: { R: 100, G: 200 }, deep: { a: 'b c' } };
  await sent('application/x-www-form-urlencoded', { schema, encoding }, value);
  expect(last.bytes.toString()).toBe('list=1,2&R=100&G=200&deep%5Ba%5D=b+c');
});

test('Prism reads a form that keeps its schema, and refuses one that does not', async () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { enum: ['b&c=d e'] } } };
  const contract = contractFor('application/x-www-form-urlencoded', { schema });
  const { write, operations } = await load(contract);
  const prism = await prismOf(contract.document);
  expect(await prism(write(operations[0], { body: { a: 'b&c=d e' } }) as Written, 'POST')).toBe(true);
  expect(await prism(write(operations[0], { body: { a: 'b' } }) as Written, 'POST')).toBe(false);
});

test('a form of parts is read back: text, JSON, files with their names and media types, and lists of them', async () => {
  const file = { type: 'string', format: 'binary' };
  const schema = {
    type: 'object',
    properties: {
      'na"me': text,
      map: { type: 'object' },
      list: { type: 'array', items: text },
      file,
      files: { type: 'array', items: file },
    },
  };
  const encoding = { file: { contentType: 'image/png' } };
  const named = { bytes, name: 'ä"b.bin', type: 'text/x-own' };
  const value = { 'na"me': 'ü\r\n--', map: { a: 1 }, list: ['1', '2'], file: bytes, files: [named, bytes] };
  await sent('multipart/form-data', { schema, encoding }, value);
  const parts = await received();
  expect(parts.map(([name]) => name)).toEqual(['na"me', 'map', 'list', 'list', 'file', 'files', 'files']);
  expect(parts.filter(([, part]) => typeof part === 'string').map(([, part]) => part)).toEqual([
    'ü\r\n--',
    '{"a":1}',
    '1',
    '2',
  ]);
  const files = parts.flatMap(([, part]) => (typeof part === 'string' ? [] : part));
  expect(files.map(({ name, type }) => [name, type])).toEqual([
    ['file', 'image/png'],
    ['ä"b.bin', 'text/x-own'],
    ['file', 'application/octet-stream'],
  ]);
  for (const each of files) expect(new Uint8Array(await each.arrayBuffer())).toEqual(bytes);
});

test('text and bytes go out as they are', async () => {
  await sent('text/plain', { schema: text }, 'a "note" ü');
  expect(last).toMatchObject({ type: 'text/plain' });
  expect(last.bytes.toString()).toBe('a "note" ü');
  await sent('application/xml', { schema: { type: 'object' } }, '<a/>');
  expect(last.bytes.toString()).toBe('<a/>');
  await sent('application/octet-stream', {}, bytes.subarray(1, 3));
  expect([...last.bytes]).toEqual([13, 10]);
  await sent('image/png', {}, { bytes });
  expect(new Uint8Array(last.bytes)).toEqual(bytes);
});
