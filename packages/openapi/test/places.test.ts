import { expect, test } from 'vitest';
import {
  keysOf,
  locate,
  parameterPlaces,
  parseDocument,
  placeAt,
  placeOf,
  pointerTo,
  readDocument,
} from '../src/index.ts';

const value = { paths: { '/a b': { get: { tags: ['x', 'y"\\'], deep: [{ q: 1 }, { 'a/b': [] }] } } }, 'é"': null };

const wordAt = (text: string, pointer: string): string => {
  const { line, column } = locate(text, pointer);
  return text.split('\n')[line - 1]!.slice(column - 1);
};

test.each([
  ['JSON', JSON.stringify(value, null, 2)],
  ['JSON in one line', JSON.stringify(value)],
  [
    'YAML',
    'paths:\n  "/a b":\n    get:\n      tags: [x, \'y"\\\']\n      deep:\n        - q: 1\n        - a/b: []\n\'é"\': ~\n',
  ],
])('the place of a pointer is found in %s', (_, text) => {
  expect(wordAt(text, '#/paths')).toMatch(/^"?paths/);
  expect(wordAt(text, '#/paths/~1a%20b/get')).toMatch(/^"?get/);
  expect(wordAt(text, '#/paths/~1a b/get/tags/1')).toMatch(/^["']y/);
  expect(wordAt(text, '#/paths/~1a b/get/deep/1/a~1b')).toMatch(/^"?a\/b/);
  expect(wordAt(text, '/é"')).toMatch(/^["']é/);
  expect(wordAt(text, '#/paths/~1a b/get/none/further')).toMatch(/^"?get/);
  expect(locate(text, '#')).toMatchObject({ line: 1, column: 1 });
});

test('of a pointer come the keys that it was made of, whatever letters they have', () => {
  const keys = ['paths', '/a%20b/{c d}', '100%', '~1%7E0', 'ü/😀'];
  expect(keysOf(pointerTo(...keys))).toEqual(keys);
  expect(pointerTo('paths', '/a b')).toBe('#/paths/~1a b');
});

test('behind an alias, the place is that of its anchor', () => {
  expect(locate('a: &x\n  b: 1\nc: *x\n', '#/c/b')).toStrictEqual({ line: 2, column: 3 });
});

test('a text that is neither is no reason to fail', () => {
  expect(locate('{ a: [', '#/a')).toStrictEqual({ line: 1, column: 3 });
  expect(locate('', '#/a')).toStrictEqual({ line: 1, column: 1 });
});

test('the place of a schema leads to its line', async () => {
  const text = `openapi: 3.0.3
paths: {}
components:
  schemas:
    A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }
    B: { nullable: true, oneOf: [{ type: string }] }
`;
  const { document } = await parseDocument(text);
  const schema = document.components.schemas.A.properties.b;
  const branch = schema.anyOf[0].oneOf[0];
  expect(placeOf(branch)).toStrictEqual({ file: '', pointer: '#/components/schemas/B/oneOf/0' });
  expect(locate(text, placeOf(branch)!.pointer)).toStrictEqual({ line: 6, column: 34 });
});

test('a pointer into a document leads behind its references, and behind what was said in other words', async () => {
  const { document } = await parseDocument(`openapi: 3.0.3
paths:
  /a:
    get:
      parameters:
        - $ref: '#/components/parameters/P'
components:
  parameters:
    P: { in: query, name: p, schema: { $ref: '#/components/schemas/S' } }
  schemas:
    S: { nullable: true, oneOf: [{ type: object, properties: { q: { minimum: 1 } } }] }
`);
  const pointer = '#/paths/~1a/get/parameters/0';
  expect(placeAt(document, pointer)!.pointer).toBe(pointer);
  expect(placeAt(document, `${pointer}/required`)!.pointer).toBe('#/components/parameters/P/required');
  expect(placeAt(document, `${pointer}/schema/oneOf/0/properties/q/minimum`)!.pointer).toBe(
    '#/components/schemas/S/oneOf/0/properties/q/minimum',
  );
});

test('each place of a parameter is told, and which of a list is described before', () => {
  const [id, page] = [
    { name: 'id', in: 'path', required: true, schema: {} },
    { name: 'page', in: 'query', schema: {} },
  ];
  const get = { parameters: [page, page], responses: {} };
  const document = readDocument({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: { '/a/{id}': { parameters: [id, page], get } },
  });
  const [operation] = document.operations;
  expect(parameterPlaces(document.document, operation!)).toEqual([
    { name: 'page', in: 'query', pointer: '#/paths/~1a~1{id}/get/parameters/0', isRepeated: false },
    { name: 'page', in: 'query', pointer: '#/paths/~1a~1{id}/get/parameters/1', isRepeated: true },
    { name: 'id', in: 'path', pointer: '#/paths/~1a~1{id}/parameters/0', isRepeated: false },
    { name: 'page', in: 'query', pointer: '#/paths/~1a~1{id}/parameters/1', isRepeated: false },
  ]);
});
