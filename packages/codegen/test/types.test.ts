import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ContractError, type Contract, type Json } from '@cc-gateway/spec';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsTypes, clientModule, clientTypes, documentTypes, examplesTypes } from '../src/index.ts';
import { contractOf, id, putThing } from './generated.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'types-'))));
afterAll(() => rm(folder, { recursive: true }));

/** What was generated for each contract, and what the language itself declares. */
const declared = new WeakMap<Contract, Record<string, string>>();
const libraries = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of a caller of a contract's generated types, each fault on its line. */
async function faultsOf(contract: Contract, caller: string): Promise<string[]> {
  let types = declared.get(contract);
  if (!types) {
    types = {
      'calls.d.ts': callsTypes(contract),
      'generated.d.ts': clientTypes(contract),
      'examples.d.ts': examplesTypes(contract),
    };
    declared.set(contract, types);
  }
  const files = {
    ...types,
    'caller.ts': [
      "import type * as generated from './generated.d.ts';",
      "import type * as calls from './calls.d.ts';",
      "import type { ExampleNames } from './examples.d.ts';",
      'declare const gateway: generated.Methods<{}>;',
      'type Credentials = generated.Credentials<string>;',
      `export async function call() {\n${caller}\n}`,
    ].join('\n'),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    skipDefaultLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts'],
    types: [],
    paths: { '@cc-gateway/types/calls': [join(folder, 'calls.d.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  // What the language itself declares is read once for all programs.
  host.getSourceFile = (name, ...more) => {
    if (!basename(name).startsWith('lib.')) return read(name, ...more);
    if (!libraries.has(name)) libraries.set(name, read(name, ...more));
    return libraries.get(name);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([join(folder, 'caller.ts')], options, host))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName.split('/').at(-1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

/** The samples that the methods are documented with. */
const samplesOf = (contract: Contract): string =>
  [...clientTypes(contract).matchAll(/\* const answer = (await .*;)$/gm)].map(([, sample]) => sample).join('\n');

const text = { type: 'string' };
const json = (schema: Json): Json => ({ description: 'done', content: { 'application/json': { schema } } });
const done = { 200: { description: 'done' } };
const ownDefinitions = '#/paths/~1shapes/put/requestBody/content/application~1json/schema/$defs';

/** What names, forms and words a document may have, each as a contract. */
const contracts: Record<string, Contract> = {
  'one name in path and body': putThing([id], {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' } },
  }),
  'names that clash once they are identifiers': contractOf({
    '/a': {
      get: { operationId: 'drop-call', responses: { 200: json(text) } },
      put: { operationId: 'drop_call', responses: done },
    },
    '/b': { get: { operationId: 'dropCall', responses: { 200: json({ type: 'integer' }) } } },
  }),
  'names beyond ASCII, and of digits': contractOf(
    {
      '/ü': {
        get: {
          operationId: '日本-語',
          parameters: [{ name: 'größe', in: 'query', required: true, schema: text }],
          responses: done,
        },
      },
      '/4': { get: { operationId: '401', responses: { 200: json({ $ref: '#/components/schemas/401' }) } } },
      '/x': { get: { operationId: '***', responses: done } },
    },
    { components: { schemas: { 401: { type: 'object', properties: { why: text } }, 'Ä-b': text } } },
  ),
  'schemas called as our own types are': contractOf(
    {
      '/': {
        get: {
          operationId: 'get',
          parameters: [{ name: 'q', in: 'query', schema: text }],
          responses: { 200: json(text) },
        },
      },
    },
    {
      components: {
        schemas: {
          GetArguments: { type: 'integer' },
          GetAnswer: { type: 'integer' },
          components: text,
          string: text,
          paths: text,
        },
      },
    },
  ),
  'bytes and files': contractOf({
    '/file': {
      post: {
        operationId: 'upload',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['file'],
                properties: { file: { type: 'string', format: 'binary' }, note: text },
              },
            },
          },
        },
        responses: { 200: { description: 'kept', content: { 'image/png': {} } }, 204: { description: 'none' } },
      },
      put: {
        operationId: 'keep',
        requestBody: { content: { 'application/octet-stream': {} } },
        responses: { 200: { description: '', content: { 'text/plain': {} } } },
      },
    },
  }),
  'required arguments without examples': contractOf({
    '/{id}': {
      get: {
        operationId: 'find',
        parameters: [
          { ...id, schema: { type: 'string', pattern: '^[a-f]{3}$' } },
          {
            name: 'many',
            in: 'query',
            required: true,
            schema: { type: 'array', minItems: 1, items: { enum: ['a', 'b'] } },
          },
        ],
        responses: done,
      },
    },
  }),
  'a default': contractOf({
    '/': {
      get: {
        operationId: 'page',
        parameters: [{ name: 'size', in: 'query', schema: { type: 'integer', default: 10 } }],
        responses: { 200: json({ type: 'object', properties: { size: { type: 'integer', default: 10 } } }) },
      },
    },
  }),
  'a schema in a path that holds itself': contractOf(
    {
      '/': {
        get: {
          operationId: 'list',
          responses: {
            200: json({
              type: 'object',
              nullable: true,
              properties: { next: { $ref: '#/paths/~1/get/responses/200/content/application~1json/schema' } },
            }),
          },
        },
      },
    },
    { openapi: '3.0.3' },
  ),
  'objects of which nothing is said': putThing([id], {
    type: 'object',
    properties: {
      options: { type: 'object' },
      both: { allOf: [{ type: 'object', properties: { a: text } }, { type: 'object' }] },
    },
  }),
  'examples that say more than their schemas, and alternatives that say less than each other': putThing([id], text, {
    requestBody: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              tag: { type: 'object', properties: { name: text } },
              list: { type: 'array', items: { allOf: [{ type: 'object', properties: { a: text } }] } },
              named: { type: 'object', additionalProperties: { type: 'object', properties: { a: text } } },
              either: {
                anyOf: [
                  { type: 'object', properties: { mode: { enum: ['all, any'] } } },
                  { type: 'object', properties: { window: { type: 'integer' } } },
                ],
              },
            },
          },
          example: {
            tag: { id: 7, name: 'a' },
            list: [{ a: 'a', b: 'b' }],
            named: { x: { a: 'a' } },
            either: { mode: 'all', window: 9 },
          },
        },
      },
    },
  }),
  'definitions of its own': contractOf({
    '/shapes': {
      put: {
        operationId: 'draw',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                oneOf: [{ $ref: `${ownDefinitions}/Circle` }, { $ref: `${ownDefinitions}/Square` }],
                $defs: {
                  Circle: { type: 'object', required: ['r'], properties: { r: { type: 'number' } } },
                  Square: { type: 'object', required: ['a'], properties: { a: { type: 'number' }, $defs: text } },
                },
              },
            },
          },
        },
        responses: done,
      },
    },
  }),
  'a member that is demanded and not described': putThing([id], {
    type: 'object',
    required: ['b'],
    properties: { a: text },
  }),
  'an answer to HEAD': contractOf({ '/head': { head: { operationId: 'head', responses: { 200: json(text) } } } }),
  'anyOf beside members': contractOf({
    '/either': {
      get: {
        operationId: 'either',
        responses: {
          200: json({
            type: 'object',
            required: ['a'],
            properties: { a: text, b: { type: 'string', anyOf: [{ minLength: 1 }, { format: 'date' }] } },
            anyOf: [{ required: ['b'] }, { properties: { c: text } }],
          }),
        },
      },
    },
  }),
  'more beside a reference to what holds itself': contractOf(
    {
      '/tree': {
        put: {
          operationId: 'plant',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/node', minProperties: 1 } } },
          },
          responses: done,
        },
      },
    },
    {
      components: {
        schemas: {
          node: {
            type: 'object',
            required: ['v'],
            properties: {
              v: { type: 'integer' },
              kids: { type: 'array', items: { $ref: '#/components/schemas/node' } },
            },
          },
        },
      },
    },
  ),
  'a part of a schema that holds itself': contractOf(
    { '/': { get: { operationId: 'tree', responses: { 200: json({ $ref: '#/components/schemas/Tree' }) } } } },
    {
      components: {
        schemas: {
          Tree: {
            allOf: [
              { type: 'object', properties: { name: text } },
              {
                type: 'object',
                properties: {
                  inner: {
                    type: 'object',
                    properties: { again: { $ref: '#/components/schemas/Tree/allOf/1/properties/inner' } },
                  },
                },
              },
            ],
          },
        },
      },
    },
  ),
  'the words of 3.0': putThing(
    [id],
    {
      type: 'object',
      required: ['a'],
      properties: { a: { allOf: [text], nullable: true }, b: { type: 'string', nullable: true } },
    },
    {},
    { openapi: '3.0.3' },
  ),
};

test.each(Object.entries(contracts))('types and samples of a document with %s compile', async (_name, contract) => {
  expect(await faultsOf(contract, samplesOf(contract))).toEqual([]);
  await expect(clientModule(contract, '1.0.0')).resolves.toContain('export const operations');
});

test.each<[keyof typeof contracts, string, string]>([
  [
    'one name in path and body',
    `await gateway.putThing({ 'path.id': 'a', 'body.id': 1 });`,
    `await gateway.putThing({ id: 'a' });`,
  ],
  [
    'names that clash once they are identifiers',
    `const a: string = await gateway['drop-call'](); const b: number = await gateway.dropCall();`,
    `const a: number = await gateway['drop-call']();`,
  ],
  [
    'names beyond ASCII, and of digits',
    `await gateway['日本-語']({ größe: '1' }); const a: string | undefined = (await gateway['401']()).why; let b: calls._401 = { why: '' };`,
    `await gateway['日本-語']({});`,
  ],
  [
    'bytes and files',
    `const a: Uint8Array | undefined = await gateway.upload({ file: { bytes: new Uint8Array(), name: 'a' } }); const b: string = await gateway.keep({ body: new Uint8Array() });`,
    `await gateway.upload({ file: 7 });`,
  ],
  [
    'a default',
    `await gateway.page({}); const size: number | undefined = (await gateway.page()).size;`,
    `const size: number = (await gateway.page()).size;`,
  ],
  [
    'objects of which nothing is said',
    `await gateway.putThing({ id: '1', options: { any: [1], more: null }, both: { a: 'b', c: 7 } as { a: string } });`,
    `await gateway.putThing({ id: '1', options: 7 });`,
  ],
  [
    'definitions of its own',
    `await gateway.draw({ body: { r: 1 } }); await gateway.draw({ body: { a: 1, $defs: 'a member' } });`,
    `await gateway.draw({ body: { $defs: {} } });`,
  ],
  [
    'a member that is demanded and not described',
    `await gateway.putThing({ id: '1', b: [1] });`,
    `await gateway.putThing({ id: '1', a: 'a' });`,
  ],
  ['an answer to HEAD', `const a: void = await gateway.head();`, `const a: string = await gateway.head();`],
  [
    'anyOf beside members',
    `const { a, b }: { a: string; b?: string | undefined } = await gateway.either();`,
    `const { a }: { a: number } = await gateway.either();`,
  ],
  [
    'more beside a reference to what holds itself',
    `await gateway.plant({ body: { v: 1, kids: [{ v: 2, kids: [{ v: 3 }] }] } });`,
    `await gateway.plant({ body: { v: 1, kids: [{ v: 2, kids: [{ v: '3' }] }] } });`,
  ],
  [
    'a part of a schema that holds itself',
    `const a: object | undefined = (await gateway.tree()).inner?.again?.again?.again;`,
    `const a: string = (await gateway.tree()).inner!.again!;`,
  ],
  [
    'the words of 3.0',
    `await gateway.putThing({ id: '1', a: null, b: null });`,
    `await gateway.putThing({ id: '1', a: 1 });`,
  ],
  [
    'a schema in a path that holds itself',
    `const deep: object | null | undefined = (await gateway.list())?.next?.next;`,
    `const deep: number = (await gateway.list())!.next!;`,
  ],
])('with %s, callers write what the wire takes, and nothing else', async (name, right, wrong) => {
  expect(await faultsOf(contracts[name]!, right)).toEqual([]);
  expect(await faultsOf(contracts[name]!, wrong)).toHaveLength(1);
});

test('credentials are options by the names of their schemes, and guid is demanded where nothing goes without it', async () => {
  const schemes = {
    Key: { type: 'apiKey', in: 'header', name: 'Key' },
    Token: { type: 'http', scheme: 'bearer' },
    Login: { type: 'http', scheme: 'basic' },
  };
  const root = (security: Json): Json => ({ components: { securitySchemes: schemes }, security });
  const demanded = putThing([id], text, {}, root([{ Key: [] }, { Key: [], Token: [] }]));
  expect(
    await faultsOf(demanded, `const a: Credentials = { guid: 'a', credentials: { Token: async () => 'a' } };`),
  ).toEqual([]);
  expect(await faultsOf(demanded, `const a: Credentials = { credentials: { Token: 'a' } };`)).toHaveLength(1);
  const free = putThing([id], text, {}, root([{ Key: [] }, { Login: [] }]));
  expect(
    await faultsOf(free, `const a: Credentials = { credentials: { Login: { username: 'a', password: 'b' } } };`),
  ).toEqual([]);
  expect(await faultsOf(free, `const a: Credentials = { credentials: { Login: 'a' } };`)).toHaveLength(1);
  expect(await faultsOf(free, `const a: Credentials = { credentials: { Token: 'a' } };`)).toHaveLength(1);
});

test('a schema that no types can be written for is a ContractError that names its place', async () => {
  const odd = contractOf({}, { components: { schemas: { Odd: { oneOf: ['text'] } } } });
  for (const write of [() => callsTypes(odd), () => documentTypes(odd.bundled)]) {
    expect(write).toThrow(ContractError);
    expect(write).toThrow('#/components/schemas/Odd/oneOf/0');
  }
});

test('a sample says no more of a value than its type has', () => {
  const [sample] = samplesOf(
    contracts['examples that say more than their schemas, and alternatives that say less than each other']!,
  ).split('\n');
  expect(sample).toContain('"tag":{"name":"a"}');
  expect(sample).toContain('"list":[{"a":"a"}]');
  expect(sample).toContain('"either":{"window":9}');
});

test('a document without examples has no example names', () => {
  expect(examplesTypes(contracts['a default']!)).toContain('"page": never;');
});

test('a schema that stands in many places is written once, and one that stands in one place there', async () => {
  const schemas: Json = {
    Shared: { type: 'object', description: 'Written once.', properties: { a: { type: 'string' } } },
    Single: { type: 'object', description: 'Stands alone.', properties: { own: { type: 'string', readOnly: true } } },
  };
  const body = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
  const shared = { $ref: '#/components/schemas/Shared' };
  const operation = (response: Json): Json => ({
    requestBody: body({ type: 'object', properties: { list: { type: 'array', items: shared } } }),
    responses: { 200: { description: 'done', ...body(response) } },
  });
  const contract = contractOf(
    { '/a': { put: operation(shared) }, '/b': { put: operation({ $ref: '#/components/schemas/Single' }) } },
    { components: { schemas } },
  );
  const types = callsTypes(contract);
  expect(types.split('Written once.')).toHaveLength(2);
  expect(types.split('Stands alone.')).toHaveLength(3);
});

test('in the types of a whole document, definitions are no members of values', async () => {
  const { bundled } = contracts['definitions of its own']!;
  const types = documentTypes({ ...bundled, components: { schemas: { Circle: { type: 'string' } } } });
  expect(types).toContain('"application/json": components["schemas"]["Circle_"] | components["schemas"]["Square"];');
  expect(types).toMatch(/Square: \{\s+a: number;\s+\$defs\?: string;/);
  expect(bundled.paths['/shapes'].put.requestBody.content['application/json'].schema).toHaveProperty('$defs');
});

test('types are written of a document whose extensions refer to what is not there', async () => {
  const written = (more: Json): string[] => {
    const components = { schemas: { A: { type: 'string', ...more } } };
    const contract = contractOf({ '/a': { get: { responses: {}, ...more } } }, { components, ...more });
    return [documentTypes(contract.bundled), callsTypes(contract)];
  };
  const odd = { 'x-a': [{ $ref: 'nowhere.json' }], 'x-b': { c: { $ref: '#/nowhere' } } };
  expect(written(odd)).toEqual(written({}));
});

test('in the types of a whole document, a reference into an answer is one to a component', async () => {
  const answer: Json = json({ type: 'object', required: ['at'], properties: { at: { type: 'integer' } } });
  const into = '#/paths/~1a/get/responses/200/content/application~1json/schema/properties/at';
  const { bundled } = contractOf({
    '/a': { get: { responses: { 200: answer } } },
    '/b': { get: { responses: { 200: json({ type: 'array', items: { $ref: into } }) } } },
  });
  const types = documentTypes(bundled);
  expect(types).toContain('"application/json": components["schemas"]["at"][];');
  expect(types).toMatch(/schemas: \{\s+at: number;/);
});
