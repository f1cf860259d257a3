import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  codeOf,
  contract,
  curlLine,
  exampleWorld,
  isSuccess,
  loadContract,
  readContract,
  sampleRequests,
  tolerantSchema,
  unmetPrecondition,
  type Operation,
} from '../src/index.ts';

const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
const bundle = fileURLToPath(new URL('../dist/openapi.yaml', import.meta.url));

async function fileWith(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'spec-')), 'openapi.yaml');
  await writeFile(file, text);
  return file;
}

test('success is read from the body, not from the status', () => {
  expect(isSuccess(operation, { status: 200, body: { message: '', retcode: '0' } })).toBe(true);
  expect(isSuccess(operation, { status: 200, body: { message: '', retcode: '100-007' } })).toBe(false);
  expect(isSuccess(operation, { status: 200, body: { message: '', retcode: 0 } })).toBe(false);
  expect(isSuccess(operation, { status: 200, body: '0' })).toBe(false);
  expect(codeOf(operation, { status: 200, body: { retcode: '100-007' } })).toBe('100-007');
});

test('without x-success the status decides', () => {
  const { success: _, ...plain } = operation;
  expect(isSuccess(plain as Operation, { status: 204 })).toBe(true);
  expect(isSuccess(plain as Operation, { status: 400, body: { retcode: '0' } })).toBe(false);
});

test('a code that is not catalogued is refused with an unknown outcome', () => {
  expect(contract.retcodes.of('999-999')).toMatchObject({ class: 'refused', outcome: 'unknown', retry: 'never' });
  expect(contract.retcodes.of('constructor')).toBe(contract.retcodes.unlisted);
});

test('a code of one operation is in the catalogue, and no other operation is answered with it', () => {
  const lines = (...codes: string[]): object => ({
    codes: Object.fromEntries(codes.map((code) => [code, { meaning: code }])),
  });
  const of = (own: object): object => ({ responses: {}, ...own });
  const { retcodes, operations } = readContract(
    {
      openapi: '3.1.1',
      info: { title: 'Things', version: '1' },
      'x-retcodes': lines('0', '1'),
      paths: { '/a': { put: of({ 'x-retcodes': lines('2', '1') }), get: of({}) } },
    },
    { version: '1', hash: 'a'.repeat(64) },
  );
  expect([...retcodes.codes.keys()]).toEqual(['0', '1', '2']);
  expect(operations.map(({ method, path }) => retcodes.codesOf({ method, path }).map(([code]) => code))).toEqual([
    ['0', '1', '2'],
    ['0', '1'],
  ]);
});

test('a file gives the same stamp as the build', async () => {
  const loaded = await loadContract(bundle);
  expect(loaded.stamp).toEqual(contract.stamp);
  expect(loaded.operations).toEqual(contract.operations);
  expect(contract.stamp.hash).toMatch(/^[0-9a-f]{64}$/);
});

test('a changed document has another hash, a reordered one the same', async () => {
  const head = 'openapi: 3.1.1\npaths: {}\n';
  const one = await loadContract(await fileWith(`${head}info: { title: a, version: '1' }\n`));
  const same = await loadContract(await fileWith(`info: { version: '1', title: a }\n${head}`));
  const other = await loadContract(await fileWith(`${head}info: { title: b, version: '1' }\n`));
  expect(same.stamp).toEqual(one.stamp);
  expect(other.stamp.hash).not.toBe(one.stamp.hash);
});

test.each([
  ['a Swagger 1 document', "swagger: '1.2'\npaths: {}\n", /says "swagger": "1\.2"\. Expected an OpenAPI 3\.x/],
  ['an OpenAPI 2 document', 'openapi: 2.0\npaths: {}\n', /says "openapi": 2\. Expected an OpenAPI 3\.x/],
  ['a plain map', 'a: 1\n', /has no "openapi"\. Expected an OpenAPI 3\.x/],
  ['a list', '- 1\n', /holds no map\. Expected an OpenAPI 3\.x/],
  ['text', 'hello', /holds no map\. Expected an OpenAPI 3\.x/],
  ['an empty file', '', /openapi\.yaml" is empty\. Expected an OpenAPI 3\.x/],
  ['a document without paths', 'openapi: 3.1.1\n', /has no "paths"\. Expected an OpenAPI 3\.x/],
  ['a list of paths', 'openapi: 3.1.1\npaths: [1]\n', /says "paths": \[1\], expected a map of paths/],
  ['broken YAML', 'a: [', /:1:5 is neither YAML nor JSON: /],
  [
    'a dead reference',
    'openapi: 3.1.1\npaths: { /a: { $ref: gone.yaml } }\n',
    /No such file: .*gone\.yaml", to which .*#\/paths\/~1a refers/,
  ],
])('%s is refused with the reason', async (_, text, reason) => {
  await expect(fileWith(text).then(loadContract)).rejects.toThrow(reason);
});

test('a directory and an address are named for what they are', async () => {
  await expect(loadContract(tmpdir())).rejects.toThrow('is a directory. Expected an OpenAPI 3.x document');
  await expect(loadContract('https://a.example/openapi.yaml')).rejects.toThrow(
    '"https://a.example/openapi.yaml" is an address, and documents are not fetched unless that is allowed. Expected the path of a file.',
  );
});

test('a file that is not there is named', async () => {
  await expect(loadContract('nowhere.yaml')).rejects.toThrow('No such file: "nowhere.yaml"');
});

test('a document without any extension is read, and so is a schema that holds itself', async () => {
  const plain = await loadContract(
    await fileWith(`openapi: 3.0.3
info: { title: plain, version: '1' }
components: { schemas: { Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' } } } } }
paths:
  /a/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Node' } } } }
`),
  );
  expect(plain.operations[0]).toMatchObject({
    id: 'GET /a/{id}',
    method: 'GET',
    preconditions: [],
    violations: {},
    security: [],
  });
  expect(plain.operations[0]!.parameters.map(({ name }) => name)).toEqual(['id']);
  expect(plain.operations[0]!.success).toBeUndefined();
  const { schema } = plain.operations[0]!.answers[0]!.contents[0]!;
  expect(schema.properties.next).toBe(schema);
  expect(() => JSON.stringify(plain.bundled)).not.toThrow();
});

test('what is tolerated is allowed beside the schema', () => {
  const schema = tolerantSchema({
    type: 'object',
    required: ['a', 'b'],
    properties: {
      a: { type: 'object', 'x-tolerated': { absent: true, schema: { enum: [null] }, decision: 'd' } },
      b: {},
    },
  });
  expect(schema.required).toEqual(['b']);
  expect(schema.properties.a).toEqual({ anyOf: [{ type: 'object' }, { enum: [null] }] });
});

const bare = `openapi: 3.1.1
info: { title: bare, version: '1' }
x-state: { things: { key: id, columns: { owner: { type: string } }, examples: [] } }
components: { securitySchemes: { Key: { type: apiKey, in: header, name: Key } } }
paths:
  /things/{id}:
    post:
      security: [{ Key: [] }]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, pattern: '^t[0-9]{3}$' } }
        - { name: X-Owner, in: header, required: true, schema: { type: string, minLength: 1 } }
        - { name: page, in: query, schema: { type: integer } }
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [n], properties: { n: { type: integer } } } } } }
      responses: { '200': { description: ok } }
      x-preconditions: [{ name: there, row: things, key: $request.path.id, where: { owner: $request.header.X-Owner }, else: none }]
`;

test('what has no example gets a value that its schema allows, the same each time', async () => {
  const plain = await loadContract(await fileWith(bare));
  const [sample, ...others] = sampleRequests(plain, plain.operations[0]!);
  expect(others).toEqual([]);
  expect(sample!.target).toMatch(/^\/things\/t\d{3}$/);
  expect(sample!.headers).toMatchObject({ 'Content-Type': 'application/json; charset=UTF-8', Key: expect.any(String) });
  expect(sample!.headers['X-Owner']).toBeTruthy();
  expect(sample!.body).toEqual({ n: expect.any(Number) });
  expect(sampleRequests(plain, plain.operations[0]!)).toEqual([sample]);
});

test('a sample says what of it is not seen to keep its schema', async () => {
  const [sound] = sampleRequests(contract, operation);
  expect(sound!.doubts).toEqual([]);
  const odd = bare
    .replace("schema: { type: string, pattern: '^t[0-9]{3}$' }", "schema: { type: string, pattern: '(' }")
    .replace('schema: { type: string, minLength: 1 }', 'schema: { type: integer, minimum: 2, maximum: 1 }')
    .replace('schema: { type: object, required: [n]', 'example: { n: one }, schema: { type: object, required: [n]');
  const plain = await loadContract(await fileWith(odd));
  const [sample] = sampleRequests(plain, plain.operations[0]!);
  expect(sample!.doubts).toEqual([
    expect.stringMatching(/^id in path: .*no pattern of ECMA-262/),
    expect.stringMatching(/^X-Owner in header: .*its bounds leave no number/),
    'the body breaks its schema: /n must be integer',
  ]);
});

test('the example world has the rows that sample requests need, with the columns that they ask for', async () => {
  const plain = await loadContract(await fileWith(bare));
  const [sample] = sampleRequests(plain, plain.operations[0]!);
  const world = exampleWorld(plain);
  expect(world.rows().things).toEqual([{ id: sample!.parts.path.id, owner: sample!.headers['X-Owner'] }]);
  expect(unmetPrecondition(plain.operations[0]!, sample!.parts, world)).toBeUndefined();
});

test('the example rows of the contract stand in its example world', () => {
  for (const { name, key, examples } of contract.tables) {
    for (const row of examples) expect(exampleWorld(contract).find(name, String(row[key]))).toEqual(row);
  }
});

test('a curl line quotes what a shell would read', () => {
  const sample = {
    name: 'a',
    method: 'PUT',
    target: "/it's",
    headers: { A: "b'c" },
    body: "'",
    parts: { path: {}, query: {}, headers: {} },
  };
  expect(curlLine('http://a', sample)).toBe(String.raw`curl -X PUT 'http://a/it'\''s' \
  -H 'A: b'\''c' \
  -d ''\'''`);
});

test('a parameter has the style that it names, or that of its place, and what is not known is named', () => {
  const parameters = [
    { name: 'id', in: 'path', required: true, style: 'label' },
    { name: 'all', in: 'query', schema: { type: 'array' } },
    { name: 'deep', in: 'query', style: 'deepObject', allowReserved: true },
    { name: 'json', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
    { name: 'Authorization', in: 'header' },
    { name: 'gone', in: 'path' },
    { name: 'q', in: 'querystring' },
    { name: 'odd', in: 'fragment' },
  ];
  const paths = { '/a/{id}/{other}': { query: { parameters }, additionalOperations: { Copy: {} } } };
  const [query, copy] = readContract({ openapi: '3.2.0', paths }, { version: '1', hash: '' }).operations;
  expect(query!.parameters).toMatchObject([
    { name: 'id', style: 'label', explode: false },
    { name: 'all', style: 'form', explode: true },
    { name: 'deep', style: 'deepObject', explode: true, allowReserved: true },
    { name: 'json', style: 'form', mediaType: 'application/json' },
    { name: 'q', in: 'querystring' },
  ]);
  expect(query!.unread).toEqual(['the parameter odd in "fragment"', '{other} in the path, which nothing describes']);
  expect([query!.method, copy!.method, copy!.pointer]).toEqual([
    'QUERY',
    'Copy',
    '#/paths/~1a~1{id}~1{other}/additionalOperations/Copy',
  ]);
});

test('a part that holds itself is one, and the given document stays as it is', () => {
  const node: Record<string, unknown> = { type: 'object' };
  node.properties = { child: node };
  const given = { openapi: '3.1.1', components: { schemas: { Node: node } } };
  const { document } = readContract(given, { version: '1', hash: '' });
  expect(document.components.schemas.Node.properties.child).toBe(document.components.schemas.Node);
  expect((node.properties as { child: unknown }).child).toBe(node);
});
