import { character } from '@cc-gateway/testing/character';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reader, type Received } from '../../src/codec/index.ts';
import { testsOf, type Json } from '../../src/index.ts';
import { forms, text } from './forms.ts';
import { bodyOf, operationOf } from './operation.ts';

const mediaTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'text/plain; charset=utf-16le',
  'image/png; charset=;;"',
  ';',
];
const boundaries = fc
  .array(fc.constantFrom('--b', '--', '\r\n', 'Content-Disposition: form-data; name="a"', ': ', ';', '"', 'x'))
  .map((pieces) => pieces.join(''));
/** What a query may hold: its own characters, and any that is encoded. */
const inQuery = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...Array.from("abcxyzABCXYZ0123456789-._~!$&'()*+,;=:@/?")) },
  { weight: 1, arbitrary: character.map(encodeURIComponent) },
);
const anyText = fc.oneof(text, fc.string({ unit: character }), fc.string({ unit: inQuery }), boundaries);
const anything: fc.Arbitrary<Received> = fc.record({
  target: fc.oneof(
    anyText,
    fc.tuple(fc.constantFrom('/things', '/things/a', '/things/;a'), anyText).map(([path, rest]) => `${path}?${rest}`),
  ),
  headers: fc.oneof(
    fc.array(
      fc.tuple(
        fc.constantFrom('Cookie', 'X-Color', 'Content-Type', 'Authorization'),
        fc.oneof(anyText, fc.constantFrom(...mediaTypes)),
      ),
    ),
    fc.record(
      { cookie: anyText, 'x-color': anyText, 'content-type': fc.constantFrom(...mediaTypes) },
      { requiredKeys: [] },
    ),
  ),
  body: fc.oneof(anyText, fc.uint8Array(), fc.constant(undefined)),
});

test('whatever comes, a reader answers with values and violations, each with its place, and throws nothing', () => {
  const readers = forms.map(({ operation }) => reader(operation, { test: testsOf() }));
  fc.assert(
    fc.property(fc.nat(readers.length - 1), anything, (index, request) => {
      for (const { kind, code, pointer, message } of readers[index]!(request).violations) {
        expect([kind, code, message]).not.toContain('');
        expect(pointer).toMatch(/^\/(path|query|querystring|header|cookie|body)(\/|$)/);
      }
    }),
    { numRuns: 5000, seed: 1 },
  );
});

test('a schema that holds itself is read as deep as the value goes', () => {
  const tree: Json = { type: 'object', properties: { n: { type: 'integer' } } };
  tree.properties.next = tree;
  tree.anyOf = [tree, { allOf: [tree] }];
  const read = reader(operationOf({ parameters: [{ name: 'q', in: 'query', style: 'deepObject', schema: tree }] }));
  expect(read({ target: '/things?q[next][next][n]=1', headers: {} }).values.query).toEqual({
    q: { next: { next: { n: 1 } } },
  });
});

test('schemas whose parts hold each other many times over are taken for silent, not followed for ever', () => {
  let schema: Json = { type: 'integer' };
  for (let depth = 0; depth < 60; depth++) schema = { allOf: [schema, schema] };
  const read = reader(operationOf({ parameters: [{ name: 'q', in: 'query', schema }] }));
  expect(read({ target: '/things?q=1', headers: {} }).violations).toEqual([]);
});

test.each([
  ['application/x-www-form-urlencoded', (index: number) => `n${index}=&`, ''],
  [
    'multipart/form-data; boundary=b',
    (index: number) => `--b\r\nContent-Disposition: form-data; name=n${index}\r\n\r\n\r\n`,
    '--b--',
  ],
])('a form of %s with a hundred thousand names takes no more for each than one with few', (mediaType, field, end) => {
  const read = reader(operationOf({ body: bodyOf(mediaType.split(';')[0]!, { type: 'object' }) }));
  const body = Array.from({ length: 100_000 }, (_, index) => field(index)).join('') + end;
  const { values, violations } = read({ target: '/things', headers: { 'content-type': mediaType }, body });
  expect([violations, Object.keys(values.body as object).length]).toEqual([[], 100_000]);
});
