import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read } from '../src/codec/index.ts';
import {
  DocumentError,
  loadDocument,
  parseDocument,
  readWritten,
  testsOf,
  type Json,
  type Operation,
} from '../src/index.ts';

const responses = { 200: { description: 'x' } };
const swagger = (rest: Json): string =>
  JSON.stringify({ swagger: '2.0', info: { title: 'x', version: '1' }, paths: {}, ...rest });
const field = (name: string, more: Json = {}): Json => ({ in: 'formData', name, type: 'string', ...more });

async function operationsOf(rest: Json): Promise<readonly Operation[]> {
  return (await parseDocument(swagger(rest))).operations;
}

/** A document in a file, with others beside it. */
async function fileOf(rest: Json, parts: Record<string, Json>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'swagger-'));
  for (const [name, part] of Object.entries(parts)) await writeFile(join(folder, name), JSON.stringify(part));
  await writeFile(join(folder, 'api.json'), swagger(rest));
  return join(folder, 'api.json');
}

test('a document of Swagger 2.0 is converted, and says so', async () => {
  const { version, convertedFrom, operations } = await parseDocument(
    swagger({
      basePath: '/v1',
      paths: {
        '/a': {
          post: {
            consumes: ['application/json'],
            parameters: [{ in: 'body', name: 'b', required: true, schema: { $ref: '#/definitions/B' } }],
            responses,
          },
          put: { parameters: [field('a', { allowEmptyValue: false }), field('b')], responses },
        },
      },
      definitions: { B: { type: 'object', properties: { b: { $ref: '#/definitions/B' } } } },
    }),
  );
  expect({ version, convertedFrom }).toStrictEqual({ version: '3.0', convertedFrom: '2.0' });
  const [{ mediaType, schema }] = operations[0]!.body!.contents as [Json];
  expect(mediaType).toBe('application/json');
  expect(schema.properties.b).toBe(schema);
  const { properties } = operations[1]!.body!.contents[0]!.schema;
  expect([properties.a.minLength, properties.b.minLength]).toStrictEqual([1, undefined]);
});

test('bodies that paths and shared parameters describe are those of operations, but for what they say themselves', async () => {
  const [operation] = await operationsOf({
    consumes: ['application/x-www-form-urlencoded'],
    parameters: { B: field('b'), C: field('c') },
    paths: {
      '/a': {
        parameters: [field('a'), { $ref: '#/parameters/B' }],
        post: { parameters: [field('a', { maxLength: 3 }), { $ref: '#/parameters/C' }], responses },
      },
    },
  });
  const [{ schema }] = operation!.body!.contents as [Json];
  expect(schema.properties).toMatchObject({ a: { maxLength: 3 }, b: {}, c: {} });
});

test.each<[string, Json, Json, string[], string[]]>([
  [
    'an operation its own',
    { produces: ['text/csv'] },
    { produces: ['application/xml'] },
    ['application/xml'],
    ['text/csv'],
  ],
  ['the document those of all', { produces: ['text/csv'] }, {}, ['text/csv'], ['text/csv']],
  ['nobody any', {}, {}, ['application/json'], ['application/json']],
  ['an operation an empty list', { produces: ['text/csv'] }, { produces: [] }, ['*/*'], ['text/csv']],
  ['the document an empty list', { produces: [] }, {}, ['*/*'], ['*/*']],
])(
  'answers, shared ones too, come in the media types that are named: %s',
  async (_, document, operation, own, other) => {
    const shared = { description: 'x', schema: { type: 'string', maxLength: 3 } };
    const given = { 200: { $ref: '#/responses/Shared' }, 400: shared };
    const [first, second] = await operationsOf({
      ...document,
      responses: { Shared: shared },
      paths: { '/a': { get: { ...operation, responses: given }, post: { responses: given } } },
    });
    const typesOf = ({ answers }: Operation) =>
      answers.map(({ contents }) => contents.map(({ mediaType, schema }): Json => [mediaType, schema.maxLength]));
    const all = (types: string[]): Json => [types, types].map((each) => each.map((type) => [type, 3]));
    expect(typesOf(first!)).toEqual(all(own));
    expect(typesOf(second!)).toEqual(all(other));
  },
);

test.each<[string, string[] | undefined, Json, string[]]>([
  ['the one that is named', ['multipart/form-data; charset=utf-8'], {}, ['multipart/form-data']],
  [
    'that of forms among others',
    ['application/json', 'application/x-www-form-urlencoded'],
    {},
    ['application/x-www-form-urlencoded'],
  ],
  ['that which holds files', undefined, { type: 'file' }, ['multipart/form-data']],
  ['any, where none is named', undefined, {}, ['application/x-www-form-urlencoded', 'multipart/form-data']],
  [
    'any, where another is named',
    ['application/json'],
    {},
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
  ],
])('fields of a form go in %s', async (_, consumes, more, expected) => {
  const operation = { ...(consumes && { consumes }), parameters: [field('a', more)], responses };
  const [{ body }] = (await operationsOf({ paths: { '/a': { post: operation } } })) as [Operation];
  expect(body!.contents.map(({ mediaType }) => mediaType)).toEqual(expected);
});

test('a form is required where one of its fields is', async () => {
  const operations = await operationsOf({
    paths: {
      '/a': { post: { parameters: [field('a'), field('b', { required: true })], responses } },
      '/b': { post: { parameters: [field('a')], responses } },
    },
  });
  expect(operations.map(({ body }) => body!.required)).toEqual([true, false]);
});

test('a field of a form that may be left empty takes nothing beside its values', async () => {
  const fields = [
    field('n', { type: 'integer', allowEmptyValue: true, description: 'How many.' }),
    field('p', { pattern: '^x', allowEmptyValue: true }),
    field('m', { type: 'integer' }),
  ];
  const [operation] = await operationsOf({
    consumes: ['application/x-www-form-urlencoded'],
    paths: { '/a': { post: { parameters: fields, responses } } },
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const faultsOf = (body: string): string[] =>
    read(operation!, { target: '/a', headers, body }, { test: testsOf() }).violations.map(({ pointer }) => pointer);
  expect(faultsOf('n=&p=')).toEqual([]);
  expect(faultsOf('n=1&p=x')).toEqual([]);
  expect(faultsOf('m=')).toEqual(['/body/m']);
  expect(new Set(faultsOf('n=a'))).toEqual(new Set(['/body/n']));
});

test('what x-example shows is the example of a parameter, a field and a body', async () => {
  const [get, post, put] = await operationsOf({
    consumes: ['application/x-www-form-urlencoded'],
    parameters: { Shared: { in: 'query', name: 's', type: 'string', 'x-example': 'c' } },
    paths: {
      '/a': {
        get: {
          parameters: [
            { in: 'query', name: 'q', type: 'integer', 'x-example': 0 },
            { in: 'header', name: 'H', type: 'array', items: { type: 'string' }, 'x-example': ['a', 'b'] },
            { $ref: '#/parameters/Shared' },
          ],
          responses,
        },
        post: { parameters: [field('a', { 'x-example': 'b' }), field('c')], responses },
        put: {
          consumes: ['application/json'],
          parameters: [{ in: 'body', name: 'b', schema: { type: 'object' }, 'x-example': { a: 1 } }],
          responses,
        },
      },
    },
  });
  expect(get!.parameters.map(({ example }): Json => example)).toEqual([0, ['a', 'b'], 'c']);
  expect(post!.body!.contents[0]!.schema.properties).toEqual({
    a: { type: 'string', example: 'b' },
    c: { type: 'string' },
  });
  expect(put!.body!.contents[0]!.examples).toEqual([{ name: 'example', value: { a: 1 } }]);
});

test('an operation may be served by other schemes than the rest', async () => {
  const operations = await operationsOf({
    host: 'a.example',
    basePath: '/v1',
    schemes: ['https'],
    paths: { '/a': { get: { schemes: ['http'], responses }, put: { responses } } },
  });
  expect(operations.map(({ servers }) => servers!.map(({ url }) => url))).toEqual([
    ['http://a.example/v1'],
    ['https://a.example/v1'],
  ]);
});

test('what other files hold of it is converted too: parameters, bodies, answers, paths, and what those refer to', async () => {
  const file = await fileOf(
    {
      paths: {
        '/a/{id}': {
          put: {
            parameters: [
              { $ref: 'common.json#/parameters/Id' },
              { $ref: 'common.json#/parameters/Body' },
              { in: 'query', name: 'x-odd', type: 'array', items: { type: 'string' } },
            ],
            responses: { 200: { $ref: 'common.json#/responses/Thing' } },
            'x-examples': { one: { $ref: 'nowhere.json' } },
          },
        },
        '/b': { $ref: 'common.json#/paths/~1b' },
      },
      definitions: { Thing: { type: 'string', maxLength: 1 } },
    },
    {
      'common.json': {
        parameters: {
          Id: { in: 'path', name: 'id', required: true, type: 'integer', maximum: 5 },
          Body: { in: 'body', name: 'b', required: true, schema: { $ref: '#/definitions/Thing' } },
        },
        responses: { Thing: { description: 'x', schema: { $ref: 'api.json#/definitions/Thing' } } },
        definitions: { Thing: { type: 'object', properties: { default: { $ref: '#/definitions/Thing' } } } },
        paths: { '/b': { get: { parameters: [{ $ref: '#/parameters/Id' }], responses } } },
      },
    },
  );
  const { operations, files } = await loadDocument(file);
  const [put, get] = operations as [Operation, Operation];
  expect(put.parameters.map(({ name, schema }): Json => [name, schema.maximum])).toEqual([
    ['id', 5],
    ['x-odd', undefined],
  ]);
  const [{ schema }] = put.body!.contents as [Json];
  expect(schema.properties.default).toBe(schema);
  expect(put.answers[0]!.contents[0]!.schema).toEqual({ type: 'string', maxLength: 1 });
  expect([get.path, put.unread]).toEqual(['/b', []]);
  expect(files.map((each) => each.split('/').at(-1))).toEqual(['api.json', 'common.json']);
  const { root } = await readWritten(file);
  expect(root.root.components.parameters.Id.schema).toEqual({ type: 'integer', maximum: 5 });
});

test.each<[string, string, RegExp]>([
  [
    'a file that is not there',
    'gone.json#/parameters/A',
    /No such file: .*gone\.json", to which .*#\/paths\/~1a\/get\/parameters\/0 refers/,
  ],
  ['a place that is not there', 'part.json#/parameters/A', /part\.json#\/parameters\/A" leads nowhere/],
  [
    'a file that refers to a place that is not there',
    'part.json#/parameters/B',
    /part\.json#\/parameters\/Gone" leads nowhere/,
  ],
])('%s is named in one sentence', async (_, $ref, wanted) => {
  const file = await fileOf(
    { paths: { '/a': { get: { parameters: [{ $ref }], responses } } } },
    { 'part.json': { parameters: { B: { $ref: '#/parameters/Gone' } } } },
  );
  const error: unknown = await loadDocument(file).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(DocumentError);
  expect((error as Error).message).toMatch(wanted);
});

test('paths that refer to each other come to an end', async () => {
  const file = await fileOf({ paths: { '/a': { $ref: 'part.json' } } }, { 'part.json': { $ref: 'part.json' } });
  await expect(loadDocument(file)).rejects.toThrow(DocumentError);
});
