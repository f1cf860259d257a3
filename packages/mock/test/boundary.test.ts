import type { Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { mockFor } from './ask.ts';
import { bodyOf, contractOf, ok } from './document.ts';

interface Case {
  operation: Json;
  path?: string;
  document?: Json;
  valid: Sent[];
  broken?: Sent[];
}

interface Sent {
  target?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

const inQuery = (schema: Json, more: Json = {}) => ({ parameters: [{ name: 'q', in: 'query', schema, ...more }] });
const inBody = (schema: Json, mediaType = 'application/json') => ({ requestBody: bodyOf(mediaType, schema) });
const inPath = (schema: Json) => ({ parameters: [{ name: 'id', in: 'path', required: true, schema }] });
const asked = (query: string): Sent => ({ target: `/things?${query}` });
const json = (body: string): Sent => ({ body, headers: { 'content-type': 'application/json' } });
const typed = (type: string, body: Sent['body']): Sent => ({ body: body!, headers: { 'content-type': type } });
const parts = (...contents: string[]): Sent =>
  typed('multipart/form-data; boundary=b', `${contents.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`);
const withKey = (authorization: string): Sent => ({ headers: { authorization } });

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]);

const cases: Record<string, Case> = {
  'a list in a path': {
    path: '/things/{id}',
    operation: inPath({ type: 'array', items: { type: 'integer' } }),
    valid: [{ target: '/things/1,2' }],
    broken: [{ target: '/things/1,x' }],
  },
  'a comma in a text of a path': {
    path: '/things/{id}',
    operation: inPath({ type: 'string', pattern: '^a,b$' }),
    valid: [{ target: '/things/a,b' }],
  },
  spaceDelimited: {
    operation: inQuery({ type: 'array', items: { type: 'integer' } }, { style: 'spaceDelimited', explode: false }),
    valid: [asked('q=1%202')],
    broken: [asked('q=1%20x')],
  },
  'a closed deepObject': {
    operation: inQuery(
      { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false },
      { style: 'deepObject' },
    ),
    valid: [asked('q[a]=1')],
    broken: [asked('q[b]=1'), asked('q[a]=x')],
  },
  'a parameter with content': {
    operation: {
      parameters: [
        { name: 'q', in: 'query', content: { 'application/json': { schema: { type: 'object', required: ['a'] } } } },
      ],
    },
    valid: [asked('q=%7B%22a%22:1%7D')],
    broken: [asked('q=%7B%7D'), asked('q=%7B')],
  },
  'a cookie': {
    operation: { parameters: [{ name: 'c', in: 'cookie', required: true, schema: { type: 'integer' } }] },
    valid: [{ headers: { cookie: 'a=b; c=1' } }],
    broken: [{}, { headers: { cookie: 'c=x' } }],
  },
  'an empty value': {
    operation: inQuery({ type: 'string', minLength: 1 }),
    valid: [{}, asked('q=a')],
    broken: [asked('q=')],
  },
  'a list or one value': {
    operation: inQuery({ anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' } }] }),
    valid: [asked('q=1'), asked('q=1&q=2')],
    broken: [asked('q=x')],
  },
  'headers that OpenAPI ignores, or HTTP itself writes': {
    operation: {
      parameters: ['Accept', 'Content-Type', 'Authorization', 'Content-Length', 'Host'].map((name) => ({
        name,
        in: 'header',
        required: true,
        schema: { type: 'string' },
      })),
    },
    valid: [{}],
  },
  'an optional list in a header': {
    operation: { parameters: [{ name: 'X-L', in: 'header', schema: { type: 'array', items: { type: 'integer' } } }] },
    valid: [{}, { headers: { 'x-l': '1,2' } }],
    broken: [{ headers: { 'x-l': '1,x' } }],
  },
  'bodies that are false, 0, an empty text and null': {
    operation: inBody({ type: ['boolean', 'integer', 'string', 'null'] }),
    valid: ['false', '0', '""', 'null'].map(json),
    broken: [json('[]'), {}],
  },
  'null for an optional object': {
    operation: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } },
    valid: [{}, json('{}')],
    broken: [json('null')],
  },
  'an integer beyond 2^53': {
    operation: inBody({ type: 'integer', format: 'int64' }),
    valid: [json('9007199254740995')],
    broken: [json('"x"')],
  },
  'a readOnly member that is required inside oneOf': {
    operation: inBody({
      oneOf: [
        { type: 'object', required: ['id', 'a'], properties: { id: { readOnly: true }, a: { type: 'integer' } } },
      ],
    }),
    valid: [json('{"a":1}')],
    broken: [json('{"id":1}')],
  },
  prefixItems: {
    operation: inBody({ type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false }),
    valid: [json('[1,"a"]')],
    broken: [json('["a"]'), json('[1,"a",2]')],
  },
  dependentRequired: {
    operation: inBody({ type: 'object', dependentRequired: { a: ['b'] } }),
    valid: [json('{"a":1,"b":1}')],
    broken: [json('{"a":1}')],
  },
  dependentSchemas: {
    operation: inBody({ type: 'object', dependentSchemas: { a: { required: ['b'] } } }),
    valid: [json('{}')],
    broken: [json('{"a":1}')],
  },
  minContains: {
    operation: inBody({ type: 'array', contains: { const: 1 }, minContains: 2 }),
    valid: [json('[1,1]')],
    broken: [json('[1]')],
  },
  unevaluatedProperties: {
    operation: inBody({ type: 'object', allOf: [{ properties: { a: true } }], unevaluatedProperties: false }),
    valid: [json('{"a":1}')],
    broken: [json('{"b":1}')],
  },
  'a discriminator': {
    operation: inBody({
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind' },
    }),
    document: {
      components: {
        schemas: {
          Cat: { type: 'object', required: ['kind', 'lives'], properties: { kind: {}, lives: { type: 'integer' } } },
          Dog: { type: 'object', required: ['kind'], properties: { kind: {} } },
        },
      },
    },
    valid: [json('{"kind":"Cat","lives":9}')],
    broken: [json('{"kind":"Cat","lives":"x"}')],
  },
  'nullable with an enum that has null': {
    document: { openapi: '3.0.3' },
    operation: inBody({ type: 'string', nullable: true, enum: ['a', null] }),
    valid: [json('null'), json('"a"')],
    broken: [json('"b"')],
  },
  'nullable without a type': {
    document: { openapi: '3.0.3' },
    operation: inBody({ type: 'object', properties: { a: { nullable: true }, b: { type: 'integer' } } }),
    valid: [json('{"a":null}')],
    broken: [json('{"b":"x"}')],
  },
  'a pattern that is none with the flag u': {
    operation: inBody({ type: 'string', pattern: String.raw`^[\w-.]+$` }),
    valid: [json('"a-b.c"')],
    broken: [json('"a b"')],
  },
  'an enum with duplicates': { operation: inBody({ enum: ['a', 'a'] }), valid: [json('"a"')], broken: [json('"b"')] },
  'the dialect of OpenAPI written out': {
    document: { jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base' },
    operation: inBody({ type: 'integer' }),
    valid: [json('1')],
    broken: [json('"a"')],
  },
  'a pattern that takes exponential time': {
    operation: inBody({ type: 'string', pattern: '^(a+)+$' }),
    valid: [json('"aaa"')],
    broken: [json(`"${'a'.repeat(40)}b"`)],
  },
  'a picture': {
    operation: inBody({}, 'image/png'),
    valid: [typed('image/png', png)],
    broken: [typed('image/gif', png)],
  },
  'any bytes': {
    operation: inBody({ type: 'string', format: 'binary' }, 'application/octet-stream'),
    valid: [typed('application/octet-stream', png)],
  },
  'a range of media types': {
    operation: inBody({}, 'image/*'),
    valid: [typed('image/png', png)],
    broken: [typed('text/plain', 'a')],
  },
  'any media type of JSON': {
    operation: inBody({ type: 'object', required: ['a'] }, 'application/*+json'),
    valid: [typed('application/merge-patch+json', '{"a":1}')],
    broken: [typed('application/merge-patch+json', '{}'), typed('text/plain', 'a')],
  },
  'lists in a form': {
    operation: inBody(
      { type: 'object', properties: { a: { type: 'array', items: { type: 'integer' } } } },
      'application/x-www-form-urlencoded',
    ),
    valid: [typed('application/x-www-form-urlencoded', 'a=1&a=2')],
    broken: [typed('application/x-www-form-urlencoded', 'a=x')],
  },
  'parts of JSON, without a media type, with a file': {
    operation: inBody(
      {
        type: 'object',
        required: ['meta'],
        properties: {
          meta: { type: 'object', required: ['a'] },
          text: { type: 'string' },
          file: { type: 'string', format: 'binary' },
        },
      },
      'multipart/form-data',
    ),
    valid: [
      parts(
        'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}',
        'Content-Disposition: form-data; name="text"\r\n\r\nx',
      ),
      parts(
        'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}',
        'Content-Disposition: form-data; name="file"; filename*=UTF-8\'\'a%20b\r\nContent-Type: image/png\r\n\r\nx',
      ),
    ],
    broken: [parts('Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{}')],
  },
  'bearer in small letters': {
    operation: { security: [{ b: [] }] },
    document: { components: { securitySchemes: { b: { type: 'http', scheme: 'Bearer' } } } },
    valid: [withKey('bearer x'), withKey('Bearer x')],
    broken: [{}, withKey('Basic eDp5')],
  },
  Digest: {
    operation: { security: [{ d: [] }] },
    document: { components: { securitySchemes: { d: { type: 'http', scheme: 'digest' } } } },
    valid: [
      withKey('Digest username="u", realm="r", nonce="n", uri="/things", response="00000000000000000000000000000000"'),
    ],
    broken: [{}],
  },
};

test.for(Object.keys(cases))('%s: what is valid is accepted, and what is not is refused', async (name) => {
  const { operation, path = '/things', document = {}, valid, broken = [] } = cases[name]!;
  const contract = contractOf({ [path]: { post: { ...operation, responses: ok() } } }, document);
  await using mock = await mockFor({ contract });
  const statusOf = async ({ target = '/things', ...sent }: Sent) =>
    (await fetch(mock.url + target, { method: 'POST', ...sent })).status;
  for (const sent of valid) expect([sent, await statusOf(sent)]).toEqual([sent, 200]);
  for (const sent of broken) {
    const status = await statusOf(sent);
    expect([sent, [401, 415, 422].includes(status) || status]).toEqual([sent, true]);
  }
});

test.for<[string, Json, Json, string | undefined]>([
  [
    'a header whose example is a list',
    { headers: { 'X-L': { schema: { type: 'array' }, example: [1, 2] } }, content: {} },
    {},
    undefined,
  ],
  ['any media type', { content: { '*/*': { example: { a: 1 } } } }, {}, '{"a":1}'],
  [
    'a text, JSON and another JSON',
    {
      content: Object.fromEntries(
        ['text/plain', 'application/json', 'text/json'].map((type) => [
          type,
          { schema: { type: 'object', properties: { a: { type: 'integer' } } } },
        ]),
      ),
    },
    {},
    undefined,
  ],
])('an answer with %s is given, whatever the client takes', async ([, answer, more, expected]) => {
  const responses = { 200: { description: 'ok', ...answer } };
  await using mock = await mockFor({ contract: contractOf({ '/things': { get: { responses, ...more } } }) });
  for (const accept of ['*/*', 'application/json']) {
    const given = await fetch(`${mock.url}/things`, { headers: { accept } });
    const text = await given.text();
    expect([accept, given.status, text]).toEqual([accept, 200, expected ?? text]);
  }
});

test('an object in text/xml is written as XML', async () => {
  const responses = { 200: { description: 'ok', content: { 'text/xml': { example: { a: 1 } } } } };
  await using mock = await mockFor({ contract: contractOf({ '/things': { get: { responses } } }) });
  const answer = await fetch(`${mock.url}/things`);
  expect([answer.status, await answer.text()]).toEqual([200, '<xml><a>1</a></xml>']);
});

test('a schema too large for Prism is answered with a value that keeps it', async () => {
  const level = (depth: number): Json => ({
    type: 'object',
    required: ['a0'],
    properties: Object.fromEntries(
      Array.from({ length: depth === 0 ? 0 : 8 }, (_, index) => [`a${index}`, level(depth - 1)]),
    ),
  });
  const schema = { type: 'object', required: ['x'], properties: { x: { ...level(4), required: [] } } };
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema } } } };
  await using mock = await mockFor({ contract: contractOf({ '/things': { get: { responses } } }) });
  const answer = await fetch(`${mock.url}/things`);
  expect([answer.status, answer.headers.get('sl-violations')]).toEqual([200, null]);
});

test('a query that is nested very deep is refused in words of its own, also where its schema holds itself', async () => {
  const Tree = { type: 'object', properties: { a: { $ref: '#/components/schemas/Tree' } } };
  const deep = (schema: Json) => ({ get: { ...inQuery(schema, { style: 'deepObject' }), responses: ok() } });
  const paths = { '/tree': deep({ $ref: '#/components/schemas/Tree' }), '/flat': deep({ type: 'object' }) };
  await using mock = await mockFor({ contract: contractOf(paths, { components: { schemas: { Tree } } }) });
  for (const path of ['/tree', '/flat']) {
    const answer = await fetch(`${mock.url}${path}?q${'[a]'.repeat(4_000)}=1`);
    expect([path, answer.status, (await answer.text()).includes('call stack')]).toEqual([path, 422, false]);
  }
});

test('a schema that cannot be compiled is named with its place and its reason, and its operation answers 500 saying so', async () => {
  const paths = {
    '/bad': { post: { ...inBody({ type: 'string', pattern: '(?i)a' }), responses: ok() } },
    '/good': { get: { responses: ok() } },
  };
  await using mock = await mockFor({ contract: contractOf(paths) });
  expect(mock.warnings).toEqual([expect.stringMatching(/#\/paths\/~1bad\/post\/.*pattern is "\(\?i\)a"/)]);
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '"x"' };
  const answer = await fetch(`${mock.url}/bad`, post);
  const problem = (await answer.json()) as { detail: string };
  expect([answer.status, problem.detail]).toEqual([500, expect.stringContaining('pattern is "(?i)a"')]);
  expect((await fetch(`${mock.url}/good`)).status).toBe(200);
  await using lenient = await mockFor({ contract: contractOf(paths), lenient: true });
  expect((await fetch(`${lenient.url}/bad`, post)).status).toBe(200);
  expect((await fetch(`${lenient.url}/bad`, { ...post, body: '1' })).status).toBe(422);
});

test('parts without names are read and judged; bodies that cannot be judged are named', async () => {
  const mixed = { type: 'array', prefixItems: [{ type: 'object', required: ['a'] }], items: { type: 'integer' } };
  const tree = { type: 'object', required: ['a'] };
  const xml = ['/b', '/c', '/d', '/e'].map((path) => [
    path,
    { post: { ...inBody(tree, 'text/xml'), responses: ok() } },
  ]);
  const paths = {
    '/a': { post: { ...inBody(mixed, 'multipart/mixed'), responses: ok() } },
    ...Object.fromEntries(xml),
  };
  await using mock = await mockFor({ contract: contractOf(paths) });
  expect(mock.warnings).toEqual([
    'Any body of text/xml is taken by POST /b, POST /c, POST /d and 1 more: its schema has no texts, and text/xml is read as text.',
  ]);
  const post = async (...all: string[]): Promise<number> => {
    const body = `${all.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`;
    const headers = { 'content-type': 'multipart/mixed; boundary=b' };
    return (await fetch(`${mock.url}/a`, { method: 'POST', headers, body })).status;
  };
  const object = 'Content-Type: application/json\r\n\r\n{"a":1}';
  expect(await post(object, '\r\n7')).toBe(200);
  expect([await post(object, '\r\nx'), await post('Content-Type: application/json\r\n\r\n{}')]).toEqual([422, 422]);
});

test('QUERY and methods of names of their own are served', async () => {
  const paths = {
    '/things': {
      query: { ...inBody({ type: 'object', required: ['a'] }), responses: ok('found') },
      additionalOperations: { COPY: { responses: ok('copied') } },
    },
  };
  await using mock = await mockFor({ contract: contractOf(paths, { openapi: '3.2.0' }) });
  const ask = async (method: string, body?: string) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${mock.url}/things`, { method, headers, ...(body && { body }) });
    return [answer.status, answer.status === 200 ? await answer.json() : undefined];
  };
  expect(await ask('QUERY', '{"a":1}')).toEqual([200, 'found']);
  expect(await ask('QUERY', '{}')).toEqual([422, undefined]);
  expect(await ask('COPY')).toEqual([200, 'copied']);
  expect((await ask('GET'))[0]).toBe(405);
});

test('answers that are made keep their schema: pattern, multipleOf, uniqueItems, formats, trees', async () => {
  const schemas = {
    pattern: { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
    multipleOf: { type: 'integer', minimum: 10, multipleOf: 7 },
    uniqueItems: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 9 }, minItems: 3, uniqueItems: true },
    duration: { type: 'string', format: 'duration' },
    byte: { type: 'string', format: 'byte' },
    tree: { $ref: '#/components/schemas/Tree' },
  };
  const Tree = {
    type: 'object',
    required: ['name', 'children'],
    properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  };
  const paths = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      `/${name}`,
      { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } },
    ]),
  );
  await using mock = await mockFor({ contract: contractOf(paths, { components: { schemas: { Tree } } }) });
  for (const name of Object.keys(schemas)) {
    for (const prefer of ['dynamic=false', 'dynamic=true']) {
      const answer = await fetch(`${mock.url}/${name}`, { headers: { prefer } });
      expect([name, prefer, answer.status, answer.headers.get('sl-violations')]).toEqual([name, prefer, 200, null]);
    }
  }
});
