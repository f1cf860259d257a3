import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parsed } from 'yaml';
import {
  DocumentError,
  loadDocument,
  parseDocument,
  placeOf,
  readDocument,
  readWritten,
  schemaOf,
  type Json,
} from '../src/index.ts';
import { inPieces } from '../src/load/pieces.ts';

const minimal = (rest: Json = {}): Json => ({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  paths: {},
  ...rest,
});

async function folderOf(files: Record<string, Json>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(DocumentError);
  return (error as Error).message;
};

test('a reference becomes the very object that it names, also across files', async () => {
  const folder = await folderOf({
    'api.yaml': `openapi: 3.1.0
info: { title: x, version: '1' }
paths:
  /a: { $ref: paths/a.yaml }
  /b: { $ref: 'paths/b.yaml#/item' }
components:
  schemas:
    Local: { type: string }
`,
    'paths/a.yaml': `get: { operationId: a, responses: { '200': { description: x, content: { application/json: { schema: { $ref: '../schemas.json#/Tree' } } } } } }`,
    'paths/b.yaml': `item: { get: { operationId: b, responses: { '200': { description: x, content: { application/json: { schema: { $ref: '../schemas.json#/Tree' } } } } } } }`,
    'schemas.json': {
      Tree: {
        type: 'object',
        properties: {
          children: { type: 'array', items: { $ref: '#/Tree' } },
          name: { $ref: 'api.yaml#/components/schemas/Local' },
        },
      },
    },
  });
  const { operations, document, files } = await loadDocument(join(folder, 'api.yaml'));
  const [a, b] = operations.map(({ answers }) => answers[0]!.contents[0]!.schema);
  expect(operations.map(({ id }) => id)).toStrictEqual(['a', 'b']);
  expect(a).toBe(b);
  expect(a.properties.children.items).toBe(a);
  expect(a.properties.name).toBe(document.components.schemas.Local);
  expect(placeOf(a)).toStrictEqual({ file: files.find((file) => file.endsWith('schemas.json')), pointer: '#/Tree' });
  expect(placeOf(a.properties.name)!.pointer).toBe('#/components/schemas/Local');
});

test('a document of many files is given in one piece, with references inside of it alone', async () => {
  const folder = await folderOf({
    'api.yaml': minimal({
      paths: { '/a': { $ref: 'a.json' } },
      components: { schemas: { Own: { type: 'string', example: { $ref: 'no reference' } } } },
    }),
    'a.json': {
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: 'tree.json' } } } },
        responses: { 200: { description: '', content: { 'application/json': { schema: { $ref: 'tree.json' } } } } },
      },
    },
    'tree.json': {
      type: 'object',
      properties: { up: { $ref: '#' }, own: { $ref: 'api.yaml#/components/schemas/Own' } },
    },
  });
  const { bundled, operations } = await loadDocument(join(folder, 'api.yaml'));
  const again = readDocument(structuredClone(bundled));
  expect(JSON.stringify(bundled)).not.toContain('.json#');
  const at = '#/paths/~1a/post/requestBody/content/application~1json/schema';
  expect(bundled.paths['/a'].post.responses[200].content['application/json'].schema).toStrictEqual({ $ref: at });
  expect(bundled.components.schemas.Own.example).toStrictEqual({ $ref: 'no reference' });
  const [schema, other] = [operations, again.operations].map(([operation]) => operation!.body!.contents[0]!.schema);
  expect(schema.properties.up).toBe(schema);
  expect(other.properties.up).toBe(other);
  expect(other.properties.own).toBe(again.document.components.schemas.Own);
});

test('in one piece, a discriminator names what its mapping named in other files', async () => {
  const branch = (kind: string): Json => ({ type: 'object', required: ['kind', kind] });
  const folder = await folderOf({
    'api.json': minimal({ components: { schemas: { Pet: { $ref: 'pet.json' } } } }),
    'pet.json': {
      oneOf: [{ $ref: 'cat.json' }, { $ref: 'dogs.json#/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { c: 'cat.json', d: './dogs.json#/Dog' } },
    },
    'cat.json': branch('cat'),
    'dogs.json': { Dog: branch('dog') },
  });
  const loaded = await loadDocument(join(folder, 'api.json'));
  const { mapping } = loaded.bundled.components.schemas.Pet.discriminator;
  expect(mapping).toStrictEqual({ c: '#/components/schemas/Pet/oneOf/0', d: '#/components/schemas/Pet/oneOf/1' });
  for (const { document } of [loaded, readDocument(loaded.bundled)]) {
    const test = schemaOf(document.components.schemas.Pet).test!;
    const values = [
      { kind: 'c', cat: 1 },
      { kind: 'c', dog: 1 },
      { kind: 'd', dog: 1 },
      { kind: 'e', dog: 1 },
    ];
    expect(values.map((value) => test.accepts(value))).toStrictEqual([true, false, true, false]);
  }
});

test.each([
  ['no file', 'nothing.yaml', /^No such file: .*nothing\.yaml/],
  ['a directory', '.', /is a directory/],
  ['an empty file', { 'x.yaml': '' }, /is empty/],
  ['broken YAML', { 'x.yaml': 'a: [1, 2\nb: }' }, /x\.yaml":\d+:\d+ is neither YAML nor JSON/],
  ['a list', { 'x.yaml': '[1]' }, /holds no map/],
  ['a text', { 'x.yaml': 'hello' }, /holds no map/],
  ['no version', { 'x.yaml': '{"a":1}' }, /has no "openapi"/],
  ['another version', { 'x.yaml': minimal({ openapi: '4.0.0' }) }, /says "openapi": "4\.0\.0"/],
  [
    'a version to come',
    { 'x.yaml': minimal({ openapi: '3.3.0' }) },
    /says "openapi": "3\.3\.0"\. Expected .*3\.0, 3\.1 or 3\.2\.$/,
  ],
  ['an old Swagger', { 'x.yaml': '{"swagger":"1.2"}' }, /says "swagger": "1\.2"/],
  [
    'a Postman collection',
    { 'x.yaml': '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}}' },
    /is a Postman collection/,
  ],
  ['AsyncAPI', { 'x.yaml': '{"asyncapi":"3.0.0"}' }, /is an AsyncAPI document/],
  ['paths that are no map', { 'x.yaml': minimal({ paths: [] }) }, /says "paths": \[\]/],
  [
    'a reference that leads nowhere',
    { 'x.yaml': minimal({ components: { schemas: { A: { $ref: '#/components/schemas/B' } } } }) },
    /x\.yaml#\/components\/schemas\/A: \$ref "#\/components\/schemas\/B" leads nowhere/,
  ],
  [
    'references in a circle',
    {
      'x.yaml': minimal({
        components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } } },
      }),
    },
    /goes in a circle/,
  ],
  [
    'references with texts beside them in a circle',
    {
      'x.yaml': minimal({
        components: {
          schemas: {
            A: { $ref: '#/components/schemas/B', title: 'a' },
            B: { $ref: '#/components/schemas/A', title: 'b' },
          },
        },
      }),
    },
    /goes in a circle/,
  ],
  [
    'a missing part',
    { 'x.yaml': minimal({ paths: { '/a': { $ref: 'gone.yaml' } } }) },
    /No such file: .*gone\.yaml".*#\/paths\/~1a refers/,
  ],
  [
    'a part that is fetched',
    { 'x.yaml': minimal({ paths: { '/a': { $ref: 'http://host.invalid/a.yaml' } } }) },
    /host\.invalid\/a\.yaml".*documents are not fetched unless that is allowed/,
  ],
  ['an address', 'http://host.invalid/a.yaml', /documents are not fetched unless that is allowed/],
  ['a document nested without end', { 'x.json': deep() }, /is nested too deeply\. Expected at most 500 levels/],
  ['aliases without end', { 'x.yaml': bomb() }, /cannot be read: Excessive alias count/],
])('%s is refused in one sentence', async (_, given, wanted) => {
  const folder = await folderOf(typeof given === 'string' ? {} : given);
  const source =
    typeof given === 'string'
      ? given.includes(':')
        ? given
        : join(folder, given)
      : join(folder, Object.keys(given)[0]!);
  const message = await refusal(loadDocument(source));
  expect(message).toMatch(wanted);
  expect(message).not.toContain('\n');
});

function deep(): string {
  return `${JSON.stringify(minimal()).slice(0, -1)},"x-a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
}

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let depth = 1; depth < 9; depth += 1)
    lines.push(
      `a${depth}: &a${depth} [${Array(10)
        .fill(`*a${depth - 1}`)
        .join(', ')}]`,
    );
  return `${lines.join('\n')}\n`;
}

test('addresses are fetched where that is allowed, and what they refer to', async () => {
  const parts: Record<string, Json> = {
    'https://host.invalid/api.json': minimal({ components: { schemas: { A: { $ref: 'parts/a.json' } } } }),
    'https://host.invalid/parts/a.json': { type: 'string' },
  };
  const asked: string[] = [];
  const fetch = ((address: URL) => {
    asked.push(address.href);
    return Promise.resolve(new Response(JSON.stringify(parts[address.href])));
  }) as unknown as typeof globalThis.fetch;
  const { document } = await loadDocument('https://host.invalid/api.json', { remote: true, fetch });
  expect(document.components.schemas.A).toStrictEqual({ type: 'string' });
  expect(asked).toStrictEqual(Object.keys(parts));
  const remote = ({ pathname }: URL) => pathname === '/api.json';
  expect(await refusal(loadDocument('https://host.invalid/api.json', { remote, fetch }))).toMatch(/not fetched/);
});

test('a fetched document may not name files of this machine', async () => {
  const fetch = (() =>
    Promise.resolve(
      new Response(JSON.stringify(minimal({ paths: { '/a': { $ref: 'file:///etc/hostname' } } }))),
    )) as unknown as typeof globalThis.fetch;
  const message = await refusal(loadDocument('https://host.invalid/api.json', { remote: true, fetch }));
  expect(message).toMatch(/a fetched document may not name files/);
});

test('a redirection leads only where fetching is allowed', async () => {
  const fetch = ((address: URL) =>
    Promise.resolve(
      address.pathname === '/end'
        ? new Response(JSON.stringify(minimal()))
        : new Response(null, { status: 302, headers: { location: address.pathname === '/loop' ? '/loop' : '/end' } }),
    )) as unknown as typeof globalThis.fetch;
  expect((await loadDocument('https://host.invalid/start', { remote: true, fetch })).version).toBe('3.1');
  const remote = ({ pathname }: URL): boolean => pathname !== '/end';
  expect(await refusal(loadDocument('https://host.invalid/start', { remote, fetch }))).toMatch(
    /redirects to "\/end", which is not allowed/,
  );
  expect(await refusal(loadDocument('https://host.invalid/loop', { remote, fetch }))).toMatch(/more than 5 times/);
});

test('an address that answers with an error is named with it', async () => {
  const fetch = (() => Promise.resolve(new Response('', { status: 404 }))) as unknown as typeof globalThis.fetch;
  expect(await refusal(loadDocument('https://host.invalid/', { remote: true, fetch }))).toMatch(/answered 404/);
});

test('a document that is there already must be in one piece', () => {
  expect(() => readDocument(minimal({ paths: { '/a': { $ref: 'a.yaml' } } }))).toThrow(
    /#\/paths\/~1a refers to "a\.yaml", which is not part of it/,
  );
});

test('what an extension names in another file is read too, and stays as it is where it cannot be', async () => {
  const folder = await folderOf({
    'api.yaml': minimal({
      'x-state': { a: { $ref: 'parts/state.json#/a' } },
      'x-list': [{ $ref: 'nowhere.json' }, { $ref: '#/nowhere' }, { $ref: 'http://host.invalid/a' }],
      'x-text': { $ref: 'broken.yaml', more: 1 },
    }),
    'parts/state.json': { a: { key: 'id', column: { $ref: '#/column' } }, column: { type: 'integer' } },
    'broken.yaml': 'a: [1, 2\nb: }',
  });
  const { document, bundled } = await loadDocument(join(folder, 'api.yaml'));
  for (const { 'x-state': state, 'x-list': list, 'x-text': text } of [document, bundled]) {
    expect(state).toEqual({ a: { key: 'id', column: { type: 'integer' } } });
    expect(list).toEqual([{ $ref: 'nowhere.json' }, { $ref: '#/nowhere' }, { $ref: 'http://host.invalid/a' }]);
    expect(text).toEqual({ $ref: 'broken.yaml', more: 1 });
  }
  const alone = readDocument(minimal({ 'x-state': { $ref: 'parts/state.json#/a' } })).document;
  expect(alone['x-state']).toEqual({ $ref: 'parts/state.json#/a' });
});

test('reading leaves the given document as it is, and gives an own __proto__ no power', () => {
  const text =
    '{"openapi":"3.0.0","paths":{},"components":{"schemas":{"A":{"nullable":true,"type":"string"},"__proto__":{"type":"number"}}}}';
  const given = JSON.parse(text);
  const { document } = readDocument(given);
  expect(JSON.stringify(given)).toBe(text);
  expect(Object.keys(document.components.schemas)).toStrictEqual(['A', '__proto__']);
  expect(document.components.schemas.type).toBeUndefined();
});

test('a document is read as it was written, with what its references lead to', async () => {
  const folder = await folderOf({
    'api.yaml': `openapi: 3.1.0
info: { title: x, title: y, version: '1' }
paths: { $ref: paths.yaml }
components:
  schemas:
    A: { $ref: 'parts/a.json#/A' }
    B: { $ref: nowhere.json }
    C: { $ref: '#here' }
    D: { $id: parts/d, properties: { e: { $ref: 'a.json#/A' } } }
    E: { $anchor: here }
`,
    'paths.yaml': '{}',
    'parts/a.json': { A: { type: 'string' } },
  });
  const { root, files, version, find } = await readWritten(join(folder, 'api.yaml'));
  const found = (...keys: string[]): string | undefined => {
    const { $ref } = keys.reduce<Json>((at, key) => at[key], root.root);
    const way = find($ref, root.url, keys);
    return way && `${way.file.split('/').at(-1)} ${way.keys.join('/')}`;
  };
  expect(version).toBe('3.1');
  expect(root.root.info.title).toBe('y');
  const names = new Set([...files.keys()].map((url) => url.split('/').at(-1)));
  expect(names).toStrictEqual(new Set(['api.yaml', 'paths.yaml', 'a.json']));
  expect(found('paths')).toBe('paths.yaml ');
  expect(found('components', 'schemas', 'A')).toBe('a.json A');
  expect(found('components', 'schemas', 'B')).toBeUndefined();
  expect(found('components', 'schemas', 'C')).toBe('api.yaml components/schemas/E');
  expect(found('components', 'schemas', 'D', 'properties', 'e')).toBe('a.json A');
});

test('as it was written, too, a document of Swagger 2.0 is one of OpenAPI 3.0, and what is none is refused', async () => {
  const text = 'swagger: "2.0"\ninfo: { title: x, version: "1" }\npaths: { /a: { get: { responses: {} } } }\n';
  const { version, root } = await readWritten('/nowhere/api.yaml', { text });
  expect([version, Object.keys(root.root.paths)]).toStrictEqual(['3.0', ['/a']]);
  expect(await refusal(readWritten('/nowhere/api.yaml', { text: 'a: 1' }))).toContain('has no "openapi"');
});

test('an example that is JSON as a text says that JSON, where its schema has no texts', () => {
  const content = {
    'application/json': {
      schema: { type: 'object' },
      examples: {
        text: { value: '{"a":1}' },
        serialized: { serializedValue: '{"b":2}' },
        data: { dataValue: { c: 3 } },
        none: { value: '{a' },
      },
    },
    'application/vnd.own+json': { schema: { type: 'string' }, example: '{"a":1}' },
    'text/plain': { schema: { type: 'object' }, example: '{"a":1}' },
  };
  const document = minimal({
    openapi: '3.2.0',
    paths: { '/a': { post: { requestBody: { content }, responses: {} } } },
  });
  const { contents } = readDocument(document).operations[0]!.body!;
  expect(contents.map(({ examples }) => examples.map(({ value }) => value as unknown))).toEqual([
    [{ a: 1 }, { b: 2 }, { c: 3 }, '{a'],
    ['{"a":1}'],
    ['{"a":1}'],
  ]);
});

const bombed = (name: string, at: number, all: string[]): string =>
  `- &${name} [${Array(10)
    .fill(at === 0 ? '1' : `*${all[at - 1]!}`)
    .join(', ')}]\n`;

test.each([
  [
    'maps, lists and scalars',
    'a: 1\nb:\n  c: [1, {d: 2}]\n  e: |+\n    a: 1\n\n\nf:\n- g: 1\n  h: 2\n- "x: \\n y"\n',
    true,
  ],
  ['comments before, between and after', '# a: 1\n\n# b\nc: 1\n# d: 2\ne: >-\n  # f: 1\n  g\n# h', true],
  [
    'the mark of a document before it, and ends of lines of Windows',
    '---\r\na: 1\r\nb:\r\n  c: d\r\n\r\n    e\r\n',
    true,
  ],
  ['keys without values, and odd ones', 'a:\nb: ~\n__proto__: 1\nx-a.b: 2\nnull: 3\n1: 4\n', false],
  ['keys that are no numbers', 'a:\nb: ~\n__proto__: 1\nx-a.b: 2\nnull: 3\nyes: 4', true],
  ['an anchor and its alias in one piece', 'a: &x {b: 1}\nc:\n  d: &x 2\n  e: *x\nf: &y\n  g: 1\nh: 1', true],
  ['a merge in one piece', 'a:\n  b: &b {c: 1}\n  d: { <<: *b, e: 2 }\nf: 1', true],
  ['an alias of another piece', 'a: &x {b: 1}\nc: *x\n', false],
  ['a merge of the map itself', 'a: &x {b: 1}\n<<: *x\nc: 1\n', false],
  ['a key in quotes', 'a: 1\n"b": 2\nc: 3\n', false],
  ['an explicit key', 'a: 1\n? b\n: 2\nc: 3\n', false],
  ['a text in quotes over lines', 'a: "b\n  c\nd: e\n  f"\n', false],
  ['a map in braces', '{\na: 1,\nb: 2 }\n', false],
  ['a map in braces below a key', 'a: {\nb: 1,\nc: 2\n}\nd: 1\n', false],
  ['a text over lines', 'a: b\n  c\nd: 1\n', true],
  ['a key that stands twice', 'a: 1\nb: 2\na: 3\n', false],
  ['several documents', 'a: 1\n---\nb: 2\n', false],
  ['the end of a document', 'a: 1\n...\nb: 2\n', false],
  ['a directive', '%YAML 1.1\n---\na: yes\nb: no\n', false],
  ['a list', '- a: 1\n- b: 2\n', false],
  ['a text', 'hello', false],
  ['nothing but a comment', '# a', true],
  ['broken YAML', 'a: [1, 2\nb: }', false],
  ['too many aliases', `a: 1\nb:\n${['a', 'b', 'c', 'd', 'e'].map(bombed).join('')}`, false],
])('what YAML holds is the same read in pieces, or is read whole: %s', (_, text, isRead) => {
  const options = { merge: true, logLevel: 'silent', prettyErrors: false } as const;
  const found = inPieces(text, options);
  expect(found !== undefined).toBe(isRead);
  if (isRead) expect(JSON.stringify(found)).toBe(JSON.stringify(parsed(text, options) ?? {}));
});

test('a long text that cannot be read in pieces is read whole, and what is wrong in it has its place', async () => {
  const text = (rest: string): string =>
    `# ${'x'.repeat(1_000_000)}\nopenapi: 3.1.0\ninfo: &i { title: x, version: '1' }\npaths: {}\n${rest}`;
  expect((await parseDocument(text('x-a: *i\n'))).document['x-a']).toEqual({ title: 'x', version: '1' });
  expect((await parseDocument(text('x-a: 1\n'))).document['x-a']).toBe(1);
  expect(await refusal(parseDocument(text('x-a: 1\nx-b: { c: 1\n')))).toMatch(
    /^The document:7:1 is neither YAML nor JSON/,
  );
  expect(await refusal(parseDocument(text('x-a: 1\nx-a: 2\n')))).toMatch(/^The document:6:1 .*must be unique/);
});
