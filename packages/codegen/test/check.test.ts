import { ContractError, type Json } from '@cc-gateway/spec';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { violationOf } from '../src/runtime/sentences.ts';
import { checkOf } from './lowered.ts';

const name = fc.constantFrom('a', 'b', 'c', 'x-y', 'length');
const small = fc.integer({ min: -2, max: 4 });
const count = fc.integer({ min: 0, max: 3 });
const atom = fc.oneof(
  fc.constantFrom(null, true, false, '', 'a', 'ab', 'abc', '\u{1f600}', 'a\u{1f600}b', '1', 0.3, 1.5, -0.5),
  small,
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'object', 'array', 'null');
const pattern = fc.constantFrom('^a', 'b$', '^.{1,2}$', '\\d', '[/"\\\\]', '^\\p{L}+$');
const names = fc.uniqueArray(name, { maxLength: 3 });

/** The keywords of atoms, each with what may stand there; those that mean nothing alone stand together. */
const ofAtoms: Record<string, fc.Arbitrary<Json>> = {
  type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
  enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: (each) => JSON.stringify(each) }),
  const: value,
  minimum: small,
  maximum: small,
  exclusiveMinimum: small,
  exclusiveMaximum: small,
  multipleOf: fc.constantFrom(1, 2, 0.1, 0.5),
  minLength: count,
  maxLength: count,
  pattern,
  minItems: count,
  maxItems: count,
  uniqueItems: fc.boolean(),
  minProperties: count,
  maxProperties: count,
  required: names,
  dependentRequired: fc.dictionary(name, names, { maxKeys: 2, noNullPrototype: true }),
  title: fc.constant('decides nothing'),
  'x-own': fc.constant(1),
};

/** Up to four members of a record of arbitraries, together. */
const someOf = (arbitraries: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Json> =>
  fc
    .subarray(Object.keys(arbitraries), { minLength: 1, maxLength: 4 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((each) => [each, arbitraries[each]!]))));

const { schema } = fc.letrec<{ schema: Json }>((tie) => {
  const each = tie('schema');
  const several = fc.array(each, { minLength: 1, maxLength: 3 });
  const named = (keys: fc.Arbitrary<string>): fc.Arbitrary<Json> =>
    fc.dictionary(keys, each, { maxKeys: 3, noNullPrototype: true });
  const ofParts: Record<string, fc.Arbitrary<Json>> = {
    properties: named(name),
    patternProperties: named(pattern),
    additionalProperties: each,
    unevaluatedProperties: each,
    propertyNames: each,
    dependentSchemas: named(name),
    prefixItems: several,
    items: each,
    allOf: several,
    anyOf: several,
    oneOf: several,
    not: each,
  };
  const contains = fc.record(
    {
      contains: each,
      minContains: count,
      maxContains: count,
    },
    { requiredKeys: ['contains'] },
  );
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword is called so
  const conditional = fc.record({ if: each, then: each, else: each }, { requiredKeys: ['if'] });
  const reference = fc.record({ $ref: fc.constant('#/$defs/node'), maxProperties: count }, { requiredKeys: ['$ref'] });
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      someOf(ofAtoms),
      someOf({ ...ofAtoms, ...ofParts }),
      someOf(ofParts),
      contains,
      conditional,
      reference,
    ),
  };
});

/** A schema that holds itself, which others refer to. */
const $defs = {
  node: { type: ['object', 'string'], properties: { a: { $ref: '#/$defs/node' } }, additionalProperties: false },
};

/** What ajv says; nothing is compared where the code that it wrote to find leftovers does not run. */
function verdict(peer: ValidateFunction, each: unknown): boolean {
  try {
    return peer(each);
  } catch (error) {
    fc.pre(!(error instanceof ReferenceError || error instanceof TypeError));
    throw error;
  }
}

test('a value keeps a schema exactly where ajv says so', () => {
  // The prototype of an object is no member of it, whatever its name; ajv reads it unless told.
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    validateFormats: false,
    multipleOfPrecision: 9,
    ownProperties: true,
  });
  let kept = 0;
  let broken = 0;
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 8, maxLength: 16 }), (given: Json, values) => {
      // Ajv takes members that a condition refers to for decided, though the condition does not hold.
      const text = JSON.stringify(given);
      fc.pre(!['"unevaluatedProperties"', '"if"', '"$ref"'].every((keyword) => text.includes(keyword)));
      const root: Json = { allOf: [given], $defs };
      const check = checkOf(root, root);
      const peer = ajv.compile(root);
      for (const each of values) {
        // Ajv lets an empty list contain something, in places.
        if (text.includes('"contains"') && JSON.stringify(each).includes('[]')) continue;
        const isKept = check.keeps(each);
        // Asked for each of many thousand values: an assertion costs more than both checks.
        if (isKept !== verdict(peer, each)) expect({ each, isKept }).toEqual({ each, isKept: !isKept });
        // What breaks it is found where it is broken, and nowhere else.
        if ((check(each).length === 0) !== isKept) expect({ each, faults: check(each) }).toEqual({ each, isKept });
        if (isKept) kept++;
        else broken++;
      }
      ajv.removeSchema(root);
    }),
    // The same values each time: now and then a search meets a fault of ajv's own.
    { numRuns: 3000, seed: 13 },
  );
  expect(Math.min(kept, broken)).toBeGreaterThan(100);
});

test('a condition that does not hold decides no member', () => {
  const schema = { if: { $ref: '#/$defs/node' }, unevaluatedProperties: false };
  const check = checkOf(schema, { ...schema, $defs });
  expect(check({ a: 'a' })).toEqual([]);
  expect(check({ a: null })).toHaveLength(1);
});

test('an empty list contains nothing', () => {
  expect(checkOf({ contains: {} })([])).toHaveLength(1);
  expect(checkOf({ contains: false, minContains: 0 })([])).toEqual([]);
});

test('a member may have the name of the prototype', () => {
  const properties = JSON.parse('{"__proto__":{"type":"string"}}');
  const check = checkOf({ properties, required: ['__proto__'], additionalProperties: false });
  expect(check(JSON.parse('{"__proto__":"a"}'))).toEqual([]);
  expect(check(JSON.parse('{"__proto__":1}'))).toHaveLength(1);
  expect(check({})).toHaveLength(1);
});

test('faults tell the place and the kind of a value, never the value, and are few', () => {
  const check = checkOf({
    type: 'object',
    required: ['id'],
    properties: { list: { type: 'array', items: { type: 'string', maxLength: 2 } }, 'a/b~': { enum: ['x'] } },
    additionalProperties: false,
  });
  expect(check({ list: ['ok', 'secret', 7], 'a/b~': 'secret', odd: 1 }).map(violationOf)).toEqual([
    { path: '', message: 'must have a member "id"' },
    { path: '/list/1', message: 'must satisfy maxLength 2, received a string of 6 characters' },
    { path: '/list/2', message: 'must be string, received 7' },
    { path: '/a~1b~0', message: 'must satisfy enum ["x"], received a string of 6 characters' },
    { path: '', message: 'must not have a member "odd"' },
  ]);
  const many = checkOf({ type: 'array', items: { type: 'string' }, uniqueItems: true });
  expect(many(Array.from({ length: 500_000 }, (_, index) => index))).toHaveLength(10);
});

test('numbers of formats int32 and int64 have their bounds', () => {
  const check = checkOf({ type: 'integer', format: 'int32', minimum: 0 });
  expect(check(2 ** 31 - 1)).toEqual([]);
  expect(check(2 ** 31)).toHaveLength(1);
  expect(check(-1)).toHaveLength(1);
  expect(checkOf({ format: 'int64' })(2 ** 53)).toHaveLength(1);
});

test('a number that is too large to be divided is a multiple, as each of its size is', () => {
  for (const step of [0.01, 1, 5e-324]) {
    const check = checkOf({ type: 'number', multipleOf: step });
    for (const value of [-1.797e308, Number.MAX_VALUE, 1e300, 0]) expect(check(value)).toEqual([]);
  }
  expect(checkOf({ multipleOf: 0.01 })(0.005)).toHaveLength(1);
});

test('members that no other keyword decides are decided by unevaluatedProperties', () => {
  const check = checkOf({
    properties: { a: {} },
    allOf: [{ properties: { b: {} }, patternProperties: { '^x-': {} } }],
    unevaluatedProperties: false,
  });
  expect(check({ a: 1, b: 1, 'x-c': 1 })).toEqual([]);
  expect(check({ d: 1 })).toHaveLength(1);
  const items = checkOf({ prefixItems: [{}], unevaluatedItems: false });
  expect(items([1])).toEqual([]);
  expect(items([1, 2])).toHaveLength(1);
});

test.each<[string, Json, string]>([
  [
    'a keyword that nobody knows',
    { properties: { a: { minFoo: 1 } } },
    '#/properties/a/minFoo: this keyword is not known',
  ],
  ['a keyword of another draft', { dependencies: {} }, '#/dependencies'],
  ['a dynamic reference', { items: { $dynamicRef: '#node' } }, '#/items/$dynamicRef'],
  ['items left over beside others', { contains: {}, unevaluatedItems: false }, '#/unevaluatedItems'],
  ['an unknown type', { type: 'file' }, '#/type: "file" is no type'],
  ['a pattern that is none', { pattern: '(' }, '#/pattern: "(" is no regular expression'],
  ['a reference to nowhere', { $ref: '#/nowhere' }, '"#/nowhere" leads nowhere'],
  ['a reference to elsewhere', { $ref: 'other.json' }, '"other.json" leads out of the document'],
  ['a schema that is none', { not: 7 }, '#/not: 7 is no schema'],
])('%s is a ContractError that names the place', (_name, given, message) => {
  expect(() => checkOf(given)).toThrow(ContractError);
  expect(() => checkOf(given)).toThrow(message);
});

test('a pattern that is none in Unicode is read as it was meant before', () => {
  const check = checkOf({ pattern: '^[\\w-.]+\\_$' });
  expect(check('a-b._')).toEqual([]);
  expect(check('a b_')).toHaveLength(1);
});

test('a pattern that could go back for ever is tried at short texts alone, and longer ones are taken', () => {
  const check = checkOf({ pattern: '^(a+)+$' });
  expect(check('aaaa')).toEqual([]);
  expect(check('aab')).toHaveLength(1);
  expect(check(`${'a'.repeat(50_000)}!`)).toEqual([]);
  const words = checkOf({ pattern: '^a*b*c*$' });
  expect(words('cba')).toHaveLength(1);
  expect(words(`${'ab'.repeat(50_000)}!`)).toEqual([]);
});

test('of members whose names are too long for such a pattern nothing is known', () => {
  const check = checkOf({ patternProperties: { '^(a+)+$': { type: 'string' } }, additionalProperties: false });
  expect(check({ aa: 'x' })).toEqual([]);
  expect(check({ aa: 1 })).toHaveLength(1);
  expect(check({ b: 1 })).toHaveLength(1);
  expect(check({ [`${'a'.repeat(50_000)}!`]: 1 })).toEqual([]);
});
