import { expect, test } from 'vitest';
import { readDocument, sampleOf, schemaOf, xmlOf, type Json } from '../src/index.ts';

const schemasOf = (schemas: Json, openapi = '3.1.0'): Json =>
  readDocument({ openapi, paths: {}, components: { schemas } }).document.components.schemas;

const schemaIn = (It: Json, openapi?: string): Json => schemasOf({ It }, openapi).It;

test.each<[string, Json]>([
  ['a text', { type: 'string' }],
  ['a pattern', { pattern: '^t[0-9]{3}$' }],
  ['a pattern with lengths', { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', minLength: 30, maxLength: 40 }],
  ['a pattern beside a format', { type: 'string', format: 'uuid', pattern: '^[0-9a-f-]+$' }],
  ['a pattern that looks ahead', { type: 'string', pattern: '^(?=.*\\d)(?=.*[A-Z]).{8,}$' }],
  ['a pattern without the flag u', { type: 'string', pattern: '^[\\w-.]+$' }],
  ['a pattern without an anchor', { type: 'string', pattern: '\\d{4}', minLength: 12 }],
  ['a pattern of references back', { type: 'string', pattern: '^(a)\\1$|^b$' }],
  ['a text of no length', { type: 'string', maxLength: 0 }],
  ...'date-time date time duration email hostname ipv4 ipv6 uri uri-reference uuid byte base64url json-pointer regex char'
    .split(' ')
    .map((format): [string, Json] => [`the format ${format}`, { type: 'string', format }]),
  ['a whole number', { type: 'integer' }],
  ['bounds', { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 1.001 }],
  ['multiples', { type: 'integer', multipleOf: 7, minimum: 15 }],
  ['multiples of a fraction', { type: 'number', multipleOf: 0.01, minimum: 0.1, maximum: 0.1 }],
  ['whole multiples of a fraction', { type: 'integer', multipleOf: 2.5, minimum: 1 }],
  ['negative numbers', { type: 'integer', maximum: -5, multipleOf: 3 }],
  [
    'a list of different members',
    { type: 'array', items: { type: 'string', maxLength: 2 }, minItems: 5, uniqueItems: true },
  ],
  ['a list of different flags', { type: 'array', items: { type: 'boolean' }, minItems: 2, uniqueItems: true }],
  ['a list by position', { type: 'array', prefixItems: [{ const: 1 }, { type: 'string' }], items: false, minItems: 2 }],
  ['a list that contains', { type: 'array', contains: { const: 'x' }, minContains: 2 }],
  ['an object', { type: 'object', required: ['a', 'b'], properties: { a: { type: 'integer' } } }],
  ['an object of some size', { type: 'object', minProperties: 3, additionalProperties: { type: 'integer' } }],
  ['names by a pattern', { type: 'object', minProperties: 2, propertyNames: { pattern: '^k[0-9]$' } }],
  [
    'members by a pattern',
    { minProperties: 1, patternProperties: { '^x-': { const: 1 } }, additionalProperties: false },
  ],
  ['members that need others', { required: ['a'], dependentRequired: { a: ['b'] }, properties: { b: { const: 2 } } }],
  ['parts', { allOf: [{ type: 'object', required: ['a'] }, { properties: { a: { type: 'integer', minimum: 3 } } }] }],
  ['parts of one text', { allOf: [{ type: 'string', minLength: 3 }, { maxLength: 4 }] }],
  ['branches', { oneOf: [{ type: 'integer' }, { type: 'string' }] }],
  ['branches of a choice', { anyOf: [false, { type: 'object', required: ['x'], properties: { x: { enum: [5] } } }] }],
  ['an enumeration', { enum: [{ a: 1 }] }],
  ['null', { type: 'null' }],
  ['anything', true],
  ['a default', { type: 'integer', default: 12 }],
  ['an example that is none', { type: 'integer', minimum: 3, example: 'three' }],
  ['members with examples that are none', { properties: { a: { type: 'integer', example: 'x' } }, required: ['a'] }],
])('%s has a sample that keeps the schema, the same each time', (_, schema) => {
  const found = schemaIn(schema);
  const first = sampleOf(found);
  expect(first.reason).toBeUndefined();
  expect(schemaOf(found).test!.violations(first.value)).toStrictEqual([]);
  expect(sampleOf(schemaIn(schema))).toStrictEqual(first);
});

test('an example comes first, then a default, then what is made', () => {
  expect(sampleOf(schemaIn({ type: 'integer', examples: [5], default: 6 })).value).toBe(5);
  expect(sampleOf(schemaIn({ type: 'integer', default: 6 })).value).toBe(6);
  expect(sampleOf(schemaIn({ type: 'integer', default: 6, minimum: 7 })).value).toBe(7);
  expect(sampleOf(schemaIn({ required: ['a'], properties: { a: { example: 'x' } } })).value).toStrictEqual({ a: 'x' });
});

test('what may be left out is left out', () => {
  expect(sampleOf(schemaIn({ properties: { a: {}, b: {} }, required: ['a'], type: 'object' })).value).toStrictEqual({
    a: {},
  });
});

test('variants are other values', () => {
  for (const schema of [
    { type: 'string' },
    { pattern: '^[a-z]{2}$' },
    { type: 'integer', minimum: 3 },
    { enum: ['a', 'b', 'c'] },
  ]) {
    const values = [0, 1, 2].map((variant) => sampleOf(schemaIn(schema), { variant }).value);
    expect(new Set(values).size).toBe(3);
  }
});

test('schemas that hold themselves get values that end', () => {
  const { Tree, Chain, Left } = schemasOf({
    Tree: {
      type: 'object',
      required: ['children'],
      properties: { children: { type: 'array', minItems: 0, items: { $ref: '#/components/schemas/Tree' } } },
    },
    Chain: {
      type: 'object',
      required: ['next'],
      properties: { next: { oneOf: [{ $ref: '#/components/schemas/Chain' }, { type: 'null' }] } },
    },
    Left: { required: ['right'], properties: { right: { $ref: '#/components/schemas/Right' } } },
    Right: { anyOf: [{ $ref: '#/components/schemas/Left' }, { type: 'string' }] },
  });
  for (const schema of [Tree, Chain, Left]) expect(sampleOf(schema).reason).toBeUndefined();
});

test.each<[string, Json, RegExp]>([
  ['nothing', false, /nothing keeps the schema false/],
  ['a contradiction', { type: 'integer', minimum: 3, maximum: 2 }, /its bounds leave no number/],
  ['types without a common one', { allOf: [{ type: 'string' }, { type: 'integer' }] }, /its types have none in common/],
  [
    'itself without end',
    { type: 'object', required: ['a'], properties: { a: { $ref: '#/components/schemas/It' } } },
    /needs itself without end/,
  ],
  ['a schema that cannot be compiled', { pattern: '(' }, /no pattern of ECMA-262/],
  ['a text and its denial', { type: 'string', not: { type: 'string' } }, /the value must NOT be valid/],
  ['a text too long to make', { type: 'string', minLength: 1e9 }, /no text is made that long/],
])('%s has no sample, and the reason is given', (_, schema, wanted) => {
  const { value, reason } = sampleOf(schemaIn(schema));
  expect(value).toBeUndefined();
  expect(reason).toMatch(wanted);
});

test('of several values one is taken that fits, or else the first', () => {
  const { Kind, Empty } = schemasOf({ Kind: { enum: ['', 'full'] }, Empty: { const: '' } });
  const fits = (value: unknown): boolean => value !== '';
  expect([sampleOf(Kind).value, sampleOf(Kind, { fits }).value, sampleOf(Empty, { fits }).value]).toEqual([
    '',
    'full',
    '',
  ]);
});

test('a value is XML with the names that its schema has for it', () => {
  const items = { type: 'string', xml: { name: 'tag' } };
  const schema = schemaIn({
    type: 'object',
    xml: { name: 'thing' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      tags: { type: 'array', items, xml: { wrapped: true } },
      notes: { type: 'array', items: { type: 'string' } },
      none: { type: 'null' },
    },
  });
  const value = { id: 1, tags: ['a<b', 'c'], notes: ['d', 'e'], none: null };
  expect(xmlOf(schema, value)).toBe(
    '<thing id="1"><tags><tag>a&lt;b</tag><tag>c</tag></tags><notes>d</notes><notes>e</notes><none/></thing>',
  );
});

test('a direction leaves out what goes the other way', () => {
  const schema = schemaIn({
    type: 'object',
    required: ['id', 'key'],
    properties: { id: { type: 'integer', readOnly: true }, key: { type: 'string', writeOnly: true, const: 'k' } },
  });
  expect(sampleOf(schema, { direction: 'request' }).value).toStrictEqual({ key: 'k' });
  expect(sampleOf(schema, { direction: 'answer' }).value).toStrictEqual({ id: 0 });
});

test('a discriminator has the value that its branch has', () => {
  const { Pet } = schemasOf({
    Pet: {
      oneOf: [{ $ref: '#/components/schemas/Cat' }],
      discriminator: { propertyName: 'kind', mapping: { meow: '#/components/schemas/Cat' } },
    },
    Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
  });
  expect(sampleOf(Pet).value).toStrictEqual({ kind: 'meow' });
});

test('a schema that others extend is one of them, where its discriminator knows no other', () => {
  const { Source, Holder } = schemasOf(
    {
      Source: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { type: 'string', enum: ['Vault', 'Managed'] } },
        discriminator: { propertyName: 'kind' },
      },
      Vault: {
        allOf: [{ $ref: '#/components/schemas/Source' }],
        required: ['key', 'id'],
        properties: { key: { enum: ['k'] }, id: { type: 'string', readOnly: true } },
      },
      Managed: {
        allOf: [{ $ref: '#/components/schemas/Vault' }],
        required: ['name'],
        properties: { name: { enum: [7] } },
      },
      Holder: { type: 'array', items: { $ref: '#/components/schemas/Source' }, minItems: 1 },
    },
    '3.0.3',
  );
  expect(sampleOf(Source, { direction: 'request' }).value).toEqual({ kind: 'Vault', key: 'k' });
  expect(sampleOf(Source, { direction: 'request', variant: 1 }).value).toEqual({ kind: 'Managed', key: 'k', name: 7 });
  expect(sampleOf(Holder, { direction: 'answer' }).reason).toBeUndefined();
});
