import { sampleRequests, type Json } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningMock } from '../src/index.ts';
import { createRoute } from '../src/prism/route.ts';
import { mockFor } from './ask.ts';
import { bodyOf, contractOf, ok } from './document.ts';

const inQuery = (name: string, schema: Json = { type: 'string' }) => ({ name, in: 'query', required: true, schema });
const inPath = (name: string, schema: Json = { type: 'string' }) => ({ name, in: 'path', required: true, schema });
const form = 'application/x-www-form-urlencoded';
const emptyAtFirst = {
  type: 'object',
  required: ['features', 'permissions'],
  properties: {
    features: { type: 'object', properties: { notes: { type: 'object' }, invoices: { type: 'boolean' } } },
    permissions: { type: 'array', items: { type: 'string', enum: ['read', 'write'] } },
  },
};
const encoding = {
  features: { style: 'deepObject', explode: true },
  permissions: { style: 'deepObject', explode: true },
};

/** What documents of vendors have, each as an operation; the answer of each is its name. */
const operations: Record<string, [path: string, method: string, operation: Json]> = {
  'a key that is a parameter, too': ['/key', 'get', { parameters: [inQuery('key')], security: [{ inQuery: [] }] }],
  'two credentials in one header': ['/both', 'get', { security: [{ inHeader: [], bearer: [] }] }],
  'what the path means without a fragment': ['/{bucket}', 'get', { parameters: [inPath('bucket')] }],
  'a fragment that a parameter tells': ['/{bucket}#acl', 'get', { parameters: [inPath('bucket'), inQuery('acl')] }],
  'a fragment that a header tells': [
    '/{bucket}#copy',
    'get',
    { parameters: [inPath('bucket'), { name: 'x-copy', in: 'header', required: true, schema: { type: 'string' } }] },
  ],
  'an id': ['/things/{id}', 'get', { parameters: [inPath('id', { type: 'string', format: 'uuid' })] }],
  'a number in the place of an id': [
    '/things/{number}',
    'get',
    { parameters: [inPath('number', { type: 'integer' })] },
  ],
  'any ending': [
    '/tiles/{x}.{format}',
    'get',
    { parameters: [inPath('x', { type: 'number', example: 1.5 }), inPath('format', { enum: ['png', 'jpg'] })] },
  ],
  'one ending': ['/tiles/{x}.pbf', 'get', { parameters: [inPath('x', { type: 'number' })] }],
  'a list of values that begins with an empty one': [
    '/listed/{kind}',
    'get',
    { parameters: [inPath('kind', { type: 'string', enum: ['', 'full'] })] },
  ],
  'an example that no header holds': [
    '/line-break',
    'get',
    { parameters: [{ name: 'x-link', in: 'header', required: true, example: 'a\nb', schema: { type: 'string' } }] },
  ],
  'a form of what may be empty': [
    '/form',
    'post',
    { requestBody: { required: true, content: { [form]: { schema: emptyAtFirst, encoding } } } },
  ],
  'a form without fields': ['/no-fields', 'post', { requestBody: bodyOf(form, { type: 'object' }) }],
  'bytes where JSON would be another operation': [
    '/describe#stream',
    'post',
    { requestBody: bodyOf('application/octet-stream', { type: 'object' }) },
  ],
  'JSON where bytes would be another operation': [
    '/describe',
    'post',
    { requestBody: bodyOf('application/json', { type: 'object' }) },
  ],
  'one body of two that a path may have': [
    '/accounts/{id}',
    'put',
    { parameters: [inPath('id')], requestBody: bodyOf('application/json', { type: 'object', required: ['a'] }) },
  ],
  'the other body': [
    '/accounts/{account}',
    'put',
    { parameters: [inPath('account')], requestBody: bodyOf('application/json', { type: 'object', required: ['b'] }) },
  ],
  'a list of whatever': ['/whatever', 'get', { parameters: [inQuery('ids', { type: 'array', items: {} })] }],
  'a login and a key in one header': ['/login', 'get', { security: [{ inHeader: [], basic: [] }] }],
  'a key under a name that no header has': ['/no-name', 'get', { security: [{ inNone: [] }, {}] }],
  'an example that is JSON as a text': [
    '/text',
    'post',
    {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { type: 'object', required: ['a'] }, example: '{ "a": 1 }' } },
      },
    },
  ],
  XML: [
    '/xml',
    'post',
    { requestBody: bodyOf('text/xml', { type: 'object', required: ['a'], properties: { a: { type: 'string' } } }) },
  ],
};

const contract = contractOf(
  Object.values(operations).reduce<Json>((paths, [path, method, operation], index) => {
    const [name] = Object.keys(operations).slice(index);
    const content = { 'application/json': { schema: { type: 'object' }, example: JSON.stringify({ name }) } };
    // An answer may be a text, too, that is its JSON.
    const responses = path === '/text' ? { 200: { description: 'ok', content } } : ok({ name });
    return { ...paths, [path]: { ...paths[path], [method]: { ...operation, responses } } };
  }, {}),
  {
    components: {
      securitySchemes: {
        inQuery: { type: 'apiKey', in: 'query', name: 'key' },
        inHeader: { type: 'apiKey', in: 'header', name: 'Authorization' },
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic' },
        inNone: { type: 'apiKey', in: 'header', name: 'an own key' },
      },
    },
  },
);

let mock: RunningMock;
beforeAll(async () => {
  mock = await mockFor({ contract });
});
afterAll(() => mock.close());

const ask = async (target: string, init: RequestInit = {}): Promise<[number, unknown]> => {
  const answer = await fetch(mock.url + target, init);
  return [answer.status, ((await answer.json()) as { name?: string }).name];
};

test.each(Object.entries(operations))('a request made from a document is taken: %s', async (name, [path, method]) => {
  const operation = contract.operations.find((each) => each.path === path && each.method === method.toUpperCase())!;
  const [sample] = sampleRequests(contract, operation);
  expect(sample!.doubts).toEqual([]);
  const body = sample!.content as string | undefined;
  const headers = { ...sample!.headers, accept: '*/*' };
  const init = { method: sample!.method, headers, ...(body !== undefined && { body }) };
  expect(await ask(sample!.target, init)).toEqual([200, name]);
});

test('of operations that a path can mean, none is taken that the request breaks; where it breaks all, the router chooses', async () => {
  expect(await ask('/things/7')).toEqual([200, 'a number in the place of an id']);
  expect(await ask('/things/x')).toEqual([422, undefined]);
  expect(await ask('/tiles/1.png')).toEqual([200, 'any ending']);
  expect(await ask('/tiles/1.gif')).toEqual([422, undefined]);
});

test.each([
  ['/x/near.xml', '/x/near.{f}'],
  ['/x/near.json', '/x/near.json'],
  ['/x/far.xml', '/x/{id}.{f}'],
  ['/x/far', '/x/{id}'],
  ['/y/me/b', '/y/me/{b}'],
  ['/y/you/b', '/y/{a}/b'],
  ['/y/you/c', '/y/{a}/{b}'],
  ['/z/1:run', '/z/{a}:run'],
  ['/z/1:running', '/z/{a}'],
  ['/$count/all%20of', '/%24count/all of'],
])('%s is a path of %s, in whatever order the paths stand', (path, expected) => {
  for (const ordered of [literal, literal.toReversed()]) {
    const paths = Object.fromEntries(ordered.map((each) => [each, { get: { responses: ok() } }]));
    const routed = createRoute(contractOf(paths))({ method: 'GET', path, query: {} });
    expect('operation' in routed && (routed.equals?.[0] ?? routed.operation).path).toBe(expected);
  }
});

const literal = ['/x/{id}.{f}', '/x/near.{f}', '/x/{id}', '/x/near.json', '/y/{a}/{b}', '/y/{a}/b', '/y/me/{b}'].concat(
  ['/z/{a}', '/z/{a}:run', '/%24count/all of'],
);

test('a form that lacks what it must have is refused, with fields and without', async () => {
  const headers = { 'content-type': form };
  for (const body of ['', 'permissions[0]=read', 'features[invoices]=true&permissions[0]=none']) {
    expect((await ask('/form', { method: 'POST', headers, body }))[0]).toBe(422);
  }
  const body = 'features[invoices]=true&permissions[]=read&permissions[]=write';
  expect((await ask('/form', { method: 'POST', headers, body }))[0]).toBe(200);
});

test('what Prism has no form for goes out as JSON', async () => {
  const answering = (mediaType: string, schema: Json) => ({
    get: { responses: { 200: { description: 'ok', content: { [mediaType]: { schema } } } } },
  });
  const document = contractOf({
    '/bytes': answering('application/octet-stream', {
      type: 'object',
      required: ['a'],
      properties: { a: { const: 1 } },
    }),
    '/any': answering('*/*', { type: 'boolean', default: true }),
    '/whatever': answering('*/*', {}),
    '/events': answering('text/event-stream', { type: 'object', properties: { a: { const: 1 } }, required: ['a'] }),
    '/lines': answering('application/x-ndjson', { type: 'array', items: { const: 1 }, minItems: 2 }),
    '/text': answering('application/octet-stream', { type: 'string', default: 'text' }),
    '/picture': answering('image/*', { type: 'string', default: 'GIF' }),
    '/own': answering('application/*+json', { type: 'object', properties: { a: { const: 1 } }, required: ['a'] }),
  });
  await using other = await mockFor({ contract: document });
  const asked = async (path: string, accept = '*/*') => {
    const answer = await fetch(other.url + path, { headers: { accept } });
    return [answer.status, answer.headers.get('content-type'), await answer.text()];
  };
  expect(await asked('/bytes')).toEqual([200, 'application/octet-stream', '{"a":1}']);
  expect(await asked('/any')).toEqual([200, 'application/json', 'true']);
  expect(await asked('/whatever')).toEqual([200, 'application/json', 'null']);
  expect(await asked('/events')).toEqual([200, 'text/event-stream', 'data: {"a":1}\n\n']);
  expect(await asked('/lines')).toEqual([200, 'application/x-ndjson', '1\n1\n']);
  expect(await asked('/text')).toEqual([200, 'application/octet-stream', 'text']);
  // Of a range of media types, one that is in it.
  expect(await asked('/picture')).toEqual([200, 'image/png', 'GIF']);
  expect(await asked('/picture', 'text/html, image/webp')).toEqual([200, 'image/webp', 'GIF']);
  expect((await asked('/picture', 'text/html'))[0]).toBe(406);
  expect(await asked('/own')).toEqual([200, 'application/x-any+json', '{"a":1}']);
});

test('members with names of keywords are members, and headers of the connection are left to the server', async () => {
  const schemas = { List: { type: 'array', items: { $ref: '#/components/schemas/Named' } }, Named: { type: 'string' } };
  const names = ['value', 'default', 'enum', 'examples', 'properties', '$ref'];
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: '#/components/schemas/List' }]));
  const schema = { type: 'object', required: names, properties };
  const headers = Object.fromEntries(
    ['Transfer-Encoding', 'Content-Encoding', 'Connection', 'X-Own'].map((name) => [
      name,
      { schema: { type: 'string', example: 'chunked' } },
    ]),
  );
  const responses = { 200: { description: 'ok', headers, content: { 'application/json': { schema } } } };
  const document = contractOf({ '/named': { get: { responses } } }, { components: { schemas } });
  await using named = await mockFor({ contract: document });
  const answer = await fetch(`${named.url}/named`);
  expect(Object.keys((await answer.json()) as object)).toEqual(names);
  expect([answer.status, answer.headers.get('x-own'), answer.headers.get('transfer-encoding')]).toEqual([
    200,
    'chunked',
    null,
  ]);
});
