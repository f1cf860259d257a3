import { contract, type Json } from '@cc-gateway/spec';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryOf, samplesOf } from '../src/check/values/arbitrary.ts';
import { boundariesOf } from '../src/check/values/boundaries.ts';
import { breakagesOf } from '../src/check/values/breakages.ts';
import { schemasOf } from '../src/check/values/schema.ts';
import { siblingsOf } from '../src/check/values/siblings.ts';

const schemas = schemasOf(contract);
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

const cases: [name: string, schema: Json][] = [
  ['a string with lengths', { type: 'string', minLength: 2, maxLength: 5 }],
  ['a string with a pattern', { type: 'string', pattern: String.raw`^(10[1-9]|1[1-9]\d|[2-9]\d{2}|[1-9]\d{3,5})$` }],
  ...['date-time', 'date', 'time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uuid'].map((format): [string, Json] => [
    `a string of format ${format}`,
    { type: 'string', format },
  ]),
  ['an integer with bounds', { type: 'integer', minimum: 3, exclusiveMaximum: 10 }],
  ['an integer of steps', { type: 'integer', minimum: -20, maximum: 50, multipleOf: 7 }],
  ['a number with bounds', { type: 'number', exclusiveMinimum: 0, maximum: 1 }],
  ['an int32', { type: 'integer', format: 'int32' }],
  ['a list', { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 3, uniqueItems: true }],
  ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }, { type: 'boolean' }], items: false, minItems: 2 }],
  ['a list that contains', { type: 'array', contains: { const: 7 }, minItems: 1 }],
  ['an object', { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'null' } } }],
  ['a closed object', { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false }],
  [
    'an object with patterns',
    {
      type: 'object',
      patternProperties: { '^x[a-z]{1,3}$': { type: 'integer' } },
      additionalProperties: false,
      minProperties: 1,
    },
  ],
  ['an object with many members', { type: 'object', minProperties: 3, additionalProperties: { type: 'boolean' } }],
  ['one of several types', { type: ['string', 'integer', 'null'] }],
  ['a listed value', { enum: ['a', 1, null] }],
  ['a constant', { const: { a: [1] } }],
  [
    'all of',
    {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'integer', minimum: 5 } } },
        { properties: { a: { maximum: 9 }, b: { type: 'string' } }, required: ['b'] },
      ],
    },
  ],
  [
    'any of',
    {
      anyOf: [
        { type: 'integer', minimum: 100 },
        { type: 'string', maxLength: 2 },
      ],
    },
  ],
  [
    'one of',
    {
      oneOf: [
        { type: 'integer', multipleOf: 2 },
        { type: 'integer', multipleOf: 3 },
      ],
    },
  ],
  ['not', { type: 'integer', minimum: 0, maximum: 9, not: { const: 4 } }],
  [
    'if and then',
    {
      type: 'object',
      required: ['k'],
      properties: { k: { enum: ['a', 'b'] }, v: { type: 'integer' } },
      if: { properties: { k: { const: 'a' } } },
      // oxlint-disable-next-line no-thenable -- the keyword of JSON Schema
      then: { required: ['v'] },
    },
  ],
  ['nothing said', {}],
  ['true', true],
];

test.each(cases)('values for %s keep the schema, as ajv reads it', (_, schema) => {
  const validate = ajv.compile(schema);
  expect(samplesOf(schemas, schema, 1, 20).length).toBeGreaterThan(0);
  fc.assert(
    fc.property(arbitraryOf(schemas, schema), (value) => validate(value)),
    { seed: 1, numRuns: 50 },
  );
});

test.each(cases)('edges of %s keep the schema, and breakages break it', (_, schema) => {
  const validate = ajv.compile(schema);
  expect(boundariesOf(schemas, schema, 1).filter(({ value }) => !validate(value))).toEqual([]);
  for (const base of samplesOf(schemas, schema, 1, 3)) {
    expect(breakagesOf(schemas, schema, base, 1).filter(({ value }) => validate(value))).toEqual([]);
  }
});

test('the same seed gives the same values', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };
  expect(samplesOf(schemas, schema, 7, 5)).toEqual(samplesOf(schemas, schema, 7, 5));
  expect(samplesOf(schemas, schema, 7, 5)).not.toEqual(samplesOf(schemas, schema, 8, 5));
});

test('a schema that nothing keeps gives no values, and no hang', () => {
  expect(samplesOf(schemas, false, 1, 5)).toEqual([]);
  expect(samplesOf(schemas, { type: 'integer', minimum: 3, maximum: 2 }, 1, 5)).toEqual([]);
});

test('a pattern of numbers is tried at its least and its most', () => {
  const schema = cases[1]![1];
  expect(boundariesOf(schemas, schema, 1).map(({ value }) => value)).toEqual(expect.arrayContaining(['101', '999999']));
  expect(breakagesOf(schemas, schema, '101', 1).map(({ value }) => value)).toEqual(
    expect.arrayContaining(['100', '1000000', '101abc', '0101', '101\n']),
  );
});

test.each<[what: string, schema: Json, base: unknown, broken: unknown[]]>([
  ['a constant', { const: 'cat' }, 'cat', ['CAT', 'cat ']],
  ['a step in all of', { allOf: [{ type: 'integer' }, { multipleOf: 10 }] }, 20, [25]],
  [
    'a bound in one of',
    {
      oneOf: [
        { type: 'integer', maximum: 9 },
        { type: 'string', maxLength: 3 },
      ],
    },
    4,
    [10],
  ],
  [
    'a length in one of',
    {
      oneOf: [
        { type: 'integer', maximum: 9 },
        { type: 'string', maxLength: 3 },
      ],
    },
    'abc',
    ['abca'],
  ],
  [
    'the places of a tuple',
    { prefixItems: [{ const: 'a' }, { multipleOf: 3 }], items: false },
    ['a', 3],
    [
      ['A', 3],
      ['a', 4.5],
    ],
  ],
  ['the members of a list', { type: 'array', items: { type: 'string', maxLength: 2 } }, ['ab', 'c'], [['aba', 'c']]],
  ['the length of a list', { type: 'array', minItems: 1, maxItems: 2 }, ['a'], [[], ['a', 'a', 'a']]],
])('breakages of %s are made', (_, schema, base, broken) => {
  expect(breakagesOf(schemas, schema, base, 1).map(({ value }) => value)).toEqual(expect.arrayContaining(broken));
});

test.each<[string, Json, unknown, number]>([
  ['a number', { type: 'integer' }, 5, 4],
  ['a number with bounds', { type: 'integer', minimum: 30, maximum: 1_000 }, 500, 2],
  ['a number with a bound among alternatives', { type: 'integer', anyOf: [{ maximum: 1_000 }] }, 500, 2],
  ['a number of steps', { type: 'integer', multipleOf: 5 }, 5, 4],
  ['a text', { type: 'string', minLength: 3, maxLength: 9 }, 'abc', 5],
  ['a text of a form', { type: 'string', pattern: '^[A-Z]{2}-\\d{4}$' }, 'AB-1234', 5],
  ['a list', { type: 'array', items: { type: 'integer' } }, [1], 4],
  ['one of few', { enum: ['a', 'b'] }, 'a', 1],
  ['the only one', { const: 'a' }, 'a', 0],
  ['a number that leaves no room', { type: 'integer', minimum: 1, maximum: 30 }, 5, 0],
])('values far from %s are others that keep its schema', (_, schema, value, count) => {
  for (const seed of [1, 2, 3]) {
    const { far } = siblingsOf(schemas, schema, value, seed);
    expect(far.length).toBe(count);
    expect(new Set(far.map((each) => JSON.stringify(each))).size).toBe(count);
    expect(far.filter((each) => !schemas.accepts(schema, each))).toEqual([]);
    expect(far).not.toContainEqual(value);
    expect(siblingsOf(schemas, schema, value, seed).far).toEqual(far);
  }
});

test('no value far from a number is at an edge', () => {
  expect(siblingsOf(schemas, { type: 'integer', minimum: 38, maximum: 1_914 }, 500, 1).far).toEqual([412]);
});

test('of values far from a text those of letters and digits come first, and no empty one', () => {
  const { far } = siblingsOf(schemas, { type: 'string' }, 'abc', 1);
  const odd = (far as string[]).map((text) => text.replaceAll(/\w/g, '').length);
  expect(odd).toEqual(odd.toSorted((left, right) => left - right));
  expect(far).not.toContain('');
});
