import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { read } from '@cc-gateway/openapi/codec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract, curlLine, readContract, sampleRequests, type Json } from '../src/index.ts';

let server: ReturnType<typeof createServer>;
let origin: string;
let seen: { target: string; headers: [string, string][]; body: Uint8Array };
beforeAll(async () => {
  server = createServer();
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.rawHeaders.flatMap((name, index, all): [string, string][] =>
      index % 2 ? [] : [[name, all[index + 1]!]],
    );
    seen = { target: request.url!, headers, body: Buffer.concat(chunks) };
    response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const contractOf = (path: string, method: string, operation: Json, schemes: Json = {}) =>
  readContract(
    {
      openapi: '3.1.1',
      info: { title: 'Things', version: '1' },
      paths: { [path]: { [method]: { ...operation, responses: { 200: { description: 'read' } } } } },
      components: { securitySchemes: schemes },
    },
    { version: '1', hash: 'a'.repeat(64) },
  );

const parameter = (place: string, example: Json, more: Json = {}): Json => ({
  name: place === 'header' ? 'X-A' : 'a b',
  in: place,
  required: true,
  schema: {},
  example,
  ...more,
});
const body = (mediaType: string, example: Json, schema: Json = {}, more: Json = {}): Json => ({
  requestBody: { required: true, content: { [mediaType]: { schema, example, ...more } } },
});
const binary = { type: 'string', format: 'binary' };
const list = { type: 'array', items: { type: 'string' } };

const cases: [name: string, path: string, method: string, operation: Json, scheme?: Json][] = [
  ['a path with every kind of character', '/größe/{a b}', 'get', { parameters: [parameter('path', "a/b c?#%ü'$(x)")] }],
  [
    'a path with a list',
    '/{a b}',
    'get',
    { parameters: [parameter('path', ['1', '2'], { style: 'label', explode: true, schema: list })] },
  ],
  [
    'a query with a list between pipes',
    '/',
    'get',
    { parameters: [parameter('query', ['1', '2 &'], { style: 'pipeDelimited', schema: list })] },
  ],
  [
    'a deep object',
    '/',
    'get',
    { parameters: [parameter('query', { x: '[1]' }, { style: 'deepObject', schema: { type: 'object' } })] },
  ],
  [
    'JSON in a query',
    '/',
    'get',
    {
      parameters: [
        { name: 'q', in: 'query', required: true, content: { 'application/json': { example: { a: [1] } } } },
      ],
    },
  ],
  [
    'a header and a cookie',
    '/',
    'get',
    { parameters: [parameter('header', "it's a, b"), parameter('cookie', 'a b;c')] },
  ],
  ['HEAD', '/', 'head', { parameters: [parameter('query', 'a')] }],
  [
    'a form',
    '/',
    'post',
    body('application/x-www-form-urlencoded', { a: 'b&c', l: ['1', '2'] }, { type: 'object', properties: { l: list } }),
  ],
  [
    'parts with a file',
    '/',
    'post',
    body(
      'multipart/form-data',
      { t: "ü%'\\", f: '\0ÿ%d' },
      { type: 'object', properties: { t: { type: 'string' }, f: binary } },
    ),
  ],
  ['text that looks like the name of a file', '/', 'post', body('text/plain', '@/etc/hostname', { type: 'string' })],
  ['null', '/', 'post', body('application/json', null)],
  ['a key in a header', '/', 'get', {}, { type: 'apiKey', in: 'header', name: 'X-Key' }],
  ['a key in a query', '/', 'get', {}, { type: 'apiKey', in: 'query', name: 'api key' }],
  ['a key in a cookie', '/', 'get', {}, { type: 'apiKey', in: 'cookie', name: 'sid' }],
  ['a login', '/', 'get', {}, { type: 'http', scheme: 'Basic' }],
  ['a token', '/', 'get', {}, { type: 'http', scheme: 'bearer' }],
  ['the form of Digest', '/', 'get', {}, { type: 'http', scheme: 'digest' }],
  ['OAuth', '/', 'get', {}, { type: 'oauth2', flows: {} }],
  ['OpenID Connect', '/', 'get', {}, { type: 'openIdConnect', openIdConnectUrl: 'https://a.example' }],
  ['a certificate', '/', 'get', {}, { type: 'mutualTLS' }],
];

test.each(cases)('a curl line with %s works as it stands', async (_name, path, method, operation, scheme) => {
  const secured = scheme && { security: [{ key: [] }] };
  const contract = contractOf(path, method, { ...operation, ...secured }, scheme && { key: scheme });
  const [sample] = sampleRequests(contract, contract.operations[0]!);
  expect(sampleRequests(contract, contract.operations[0]!)).toEqual([sample]);
  await promisify(execFile)('sh', ['-c', `${curlLine(origin, sample!)} --silent`]);
  const { violations, values } = read(contract.operations[0]!, seen);
  expect(violations).toEqual([]);
  const [given] = operation.parameters ?? [];
  if (given?.example) expect(values[given.in as 'query']).toEqual({ [given.name]: given.example });
});

test('a sample that cannot be written whole is written as far as it can be', () => {
  const parameters = [
    parameter('path', '..', { schema: { const: '..' } }),
    parameter('query', { x: null }, { style: 'deepObject' }),
    parameter('header', 'ü'),
  ];
  const contract = contractOf('/{a b}', 'post', {
    parameters,
    ...body('application/x-www-form-urlencoded', { a: '1', b: null }),
  });
  expect(sampleRequests(contract, contract.operations[0]!)).toMatchObject([
    { target: '/a%20b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, content: 'a=1' },
  ]);
});

test('an operation that does not look its session up is asked with one that another operation would find', () => {
  const document: Json = structuredClone(contract.document);
  document.paths['/plain'] = { get: { operationId: 'plain', responses: { 204: { description: 'Done.' } } } };
  const { operations, ...rest } = readContract(document, contract.stamp);
  const plain = operations.find(({ id }) => id === 'plain')!;
  const [scheme] = plain.security[0]!;
  const [row] = rest.tables.find(({ name }) => name === 'sessions')!.examples;
  expect(sampleRequests({ operations, ...rest }, plain)[0]!.headers[scheme!.name!]).toBe(row!['guid']);
});
