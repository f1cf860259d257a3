import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test, vi } from 'vitest';
import { linkSchema, problemsOf, readDocument, schemaOf, type Json, type SchemaTest } from '../src/index.ts';

const documentOf = (openapi: string, schemas: Json, rest: Json = {}): Json =>
  readDocument({ openapi, info: { title: 'x', version: '1' }, paths: {}, components: { schemas }, ...rest }).document;

const schemaIn = (openapi: string, schema: Json, others: Json = {}): Json =>
  documentOf(openapi, { It: schema, ...others }).components.schemas.It;

const testOf = (schema: Json, options = {}): SchemaTest => {
  const { test: found, problem } = schemaOf(schema, options);
  if (!found) throw new Error(problem.reason);
  return found;
};

const verdicts = (schema: Json, values: unknown[], options = {}): boolean[] =>
  values.map((value) => {
    const found = testOf(schema, options);
    expect(found.violations(value).length === 0).toBe(found.accepts(value));
    return found.accepts(value);
  });

test.each<[string, string, Json, unknown[], unknown[]]>([
  ['nullable with a type', '3.0.3', { type: 'string', nullable: true }, ['a', null], [1]],
  ['nullable without a type', '3.0.3', { nullable: true, minLength: 2 }, ['ab', null], ['a']],
  ['nullable beside allOf', '3.0.3', { nullable: true, allOf: [{ type: 'object' }] }, [{}, null], [1]],
  ['a nullable enumeration without null', '3.0.3', { type: 'string', nullable: true, enum: ['a'] }, ['a', null], ['b']],
  [
    'a nullable enumeration with null',
    '3.0.3',
    { type: 'string', nullable: true, enum: ['a', null] },
    ['a', null],
    ['b'],
  ],
  ['nullable that is false', '3.0.3', { type: 'string', nullable: false }, ['a'], [null]],
  ['a bound that a flag excludes', '3.0.3', { minimum: 1, exclusiveMinimum: true }, [1.1], [1]],
  ['a bound that a flag includes', '3.0.3', { maximum: 1, exclusiveMaximum: false }, [1], [1.1]],
  ['a flag without a bound', '3.0.3', { exclusiveMaximum: true }, [1], []],
  ['members beside a reference of 3.0', '3.0.3', { $ref: '#/components/schemas/Text', minLength: 3 }, ['a'], [1]],
  [
    'members beside a reference of 3.1',
    '3.1.0',
    { $ref: '#/components/schemas/Text', minLength: 3 },
    ['abc'],
    ['a', 1],
  ],
  ['types in a list', '3.1.0', { type: ['string', 'null'] }, ['a', null], [1]],
  ['bounds of 3.1', '3.1.0', { exclusiveMinimum: 1 }, [2], [1]],
  ['prefixItems', '3.1.0', { prefixItems: [{ type: 'string' }], items: false }, [['a'], []], [[1], ['a', 'b']]],
  ['minContains', '3.1.0', { contains: { type: 'string' }, minContains: 2 }, [['a', 'b']], [['a', 1]]],
  ['dependentRequired', '3.1.0', { dependentRequired: { a: ['b'] } }, [{ a: 1, b: 2 }, {}], [{ a: 1 }]],
  ['dependentSchemas', '3.1.0', { dependentSchemas: { a: { required: ['b'] } } }, [{ a: 1, b: 2 }, {}], [{ a: 1 }]],
  [
    'unevaluatedProperties through references',
    '3.1.0',
    { allOf: [{ $ref: '#/components/schemas/Named' }], properties: { b: {} }, unevaluatedProperties: false },
    [{ a: 1, b: 2 }],
    [{ a: 1, c: 2 }],
  ],
  [
    'unevaluatedItems through references',
    '3.1.0',
    { $ref: '#/components/schemas/Pair', unevaluatedItems: false },
    [[1, 2]],
    [[1, 2, 3]],
  ],
  ['an enumeration that says one value twice', '3.1.0', { enum: ['a', 'a', 'b'] }, ['a'], ['c']],
  ['a pattern that is one without the flag u alone', '3.0.3', { pattern: '^[\\w-.]+$' }, ['a-.'], ['a b']],
  ['a schema that is true', '3.1.0', true, [1, null], []],
  ['a schema that is false', '3.1.0', false, [], [1, null]],
  ['a description beside a reference', '3.1.0', { $ref: '#/components/schemas/Text', description: 'x' }, ['a'], [1]],
])('%s is understood', (_, openapi, schema, right, wrong) => {
  const others = {
    Text: { type: 'string' },
    Named: { type: 'object', properties: { a: {} } },
    Pair: { prefixItems: [true, true] },
  };
  const found = schemaIn(openapi, schema, others);
  expect(verdicts(found, right)).toStrictEqual(right.map(() => true));
  expect(verdicts(found, wrong)).toStrictEqual(wrong.map(() => false));
});

test.each<[string, unknown[], unknown[]]>([
  ['int32', [2 ** 31 - 1, 'text'], [2 ** 31, 1.5]],
  ['int64', [2 ** 60, -(2 ** 63), 'text'], [2 ** 65, 1.5]],
  ['uint8', [255], [256, -1]],
  ['float', [1.5], []],
  ['byte', ['aGk='], ['x y']],
  ['base64url', ['a-_'], ['a+/']],
  ['binary', ['anything'], []],
  ['password', ['anything'], []],
  ['duration', ['P1DT2H'], ['1 day']],
  ['date-time', ['2020-01-01T00:00:00Z'], ['2020-01-01']],
  ['date', ['2020-02-29'], ['2021-02-29']],
  ['email', ['a@b.example'], ['a', 'a@'.repeat(5_000)]],
  ['uuid', ['00000000-0000-4000-8000-000000000000'], ['0']],
  ['regex', ['[\\w-.]'], ['(']],
  ['unheard-of', ['anything', 1], []],
])('the format %s allows what it names', (format, right, wrong) => {
  const found = schemaIn('3.1.0', { format });
  expect(verdicts(found, right)).toStrictEqual(right.map(() => true));
  expect(verdicts(found, wrong)).toStrictEqual(wrong.map(() => false));
});

test('required members bind the direction in which they go, wherever they are required', () => {
  const schema = schemaIn('3.0.3', {
    type: 'object',
    properties: { id: { type: 'integer', readOnly: true }, key: { type: 'string', writeOnly: true } },
    oneOf: [{ required: ['id', 'key'] }],
  });
  const values = [{ key: 'a' }, { id: 1 }, {}];
  expect(verdicts(schema, values, { direction: 'request' })).toStrictEqual([true, false, false]);
  expect(verdicts(schema, values, { direction: 'answer' })).toStrictEqual([false, true, false]);
  expect(verdicts(schema, values)).toStrictEqual([false, false, false]);
  expect(
    verdicts(
      schema,
      [
        { id: 1, key: 'a' },
        { id: 'x', key: 'a' },
      ],
      { direction: 'request' },
    ),
  ).toStrictEqual([true, false]);
});

test('readOnly is found through references, and members of members have their own', () => {
  const { It, Outer } = documentOf('3.1.0', {
    It: { allOf: [{ $ref: '#/components/schemas/Base' }], required: ['id'] },
    Base: { properties: { id: { $ref: '#/components/schemas/Id', readOnly: true } } },
    Id: { type: 'integer' },
    Outer: { properties: { id: { readOnly: true }, inner: { required: ['id'] } }, required: ['id', 'inner'] },
  }).components.schemas;
  expect(verdicts(It, [{}, { id: 'x' }], { direction: 'request' })).toStrictEqual([true, false]);
  expect(verdicts(Outer, [{ inner: {} }, { inner: { id: 1 } }], { direction: 'request' })).toStrictEqual([false, true]);
});

test('schemas that hold themselves and each other cost no more than others', () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `S${index}`,
      {
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: 20 }, (_each, other) => [`to${other}`, { $ref: `#/components/schemas/S${other}` }]),
        ),
        required: [],
        additionalProperties: false,
      },
    ]),
  );
  const { S0 } = documentOf('3.0.3', schemas).components.schemas;
  expect(verdicts(S0, [{ to1: { to2: { to0: {} } } }, { to1: { to2: { to0: { x: 1 } } } }])).toStrictEqual([
    true,
    false,
  ]);
  const [violation] = testOf(S0).violations({ to1: { to2: { to0: { x: 1 } } } });
  expect(violation).toMatchObject({
    pointer: '/to1/to2/to0',
    keyword: 'additionalProperties',
    place: { file: '', pointer: '#/components/schemas/S0/additionalProperties' },
    keywordLocation: '#/properties/to1/properties/to2/properties/to0/additionalProperties',
    expected: false,
  });
});

test('a value nested too deeply is not told to be right, nor does it stop anyone', () => {
  const schema = schemaIn('3.1.0', { properties: { a: { $ref: '#/components/schemas/It' } } });
  let value: Json = {};
  for (let depth = 0; depth < 100_000; depth += 1) value = { a: value };
  expect(testOf(schema).judge(value)).toBeUndefined();
  expect(testOf(schema).accepts(value)).toBe(false);
  expect(testOf(schema).violations(value)).toMatchObject([
    { isUndecided: true, message: 'is nested too deeply to be judged' },
  ]);
});

test('a pattern that explodes comes to an end, or says that it did not', () => {
  const long = `${'a'.repeat(50_000)}!`;
  expect(testOf(schemaIn('3.0.3', { pattern: '^([a-zA-Z0-9]+\\s?)+$' })).judge(long)).toBe(false);
  const both = schemaIn('3.0.3', { properties: { a: { pattern: '^(a+)+$' }, b: { pattern: '^(b+)+$' } } });
  expect(
    verdicts(both, [
      { a: 'aa', b: 'bb' },
      { a: 'aa', b: 'aa' },
    ]),
  ).toStrictEqual([true, false]);
  const around = testOf(schemaIn('3.0.3', { pattern: '^(?=(a+)+$)(a|aa)+$' }));
  expect(around.judge(long)).toBeUndefined();
  expect(around.violations(long)).toMatchObject([
    { isUndecided: true, message: expect.stringMatching(/within 100 ms/) },
  ]);
});

test.each<[string, string, Json, RegExp]>([
  [
    'a pattern of PCRE',
    '3.0.3',
    { pattern: '(?i)abc' },
    /#\/components\/schemas\/It\/pattern: pattern is "\(\?i\)abc", which is no pattern of ECMA-262, but one of PCRE/,
  ],
  ['a broken pattern', '3.1.0', { pattern: '(' }, /which is no pattern of ECMA-262 \(/],
  [
    'a broken pattern of names',
    '3.1.0',
    { patternProperties: { '[': {} } },
    /patternProperties is "\[", which is no pattern/,
  ],
  ['a type that is none', '3.1.0', { type: 'text' }, /type is "text", expected a type/],
  [
    'a length that is no count',
    '3.1.0',
    { properties: { a: { minLength: '3' } } },
    /properties\/a\/minLength: minLength is "3", expected a count/,
  ],
  ['a required that is a flag', '3.0.3', { required: true }, /required is true, expected a list of names/],
  ['a bound of another version', '3.1.0', { exclusiveMinimum: true }, /exclusiveMinimum is true, expected a number/],
  [
    'an unknown dialect',
    '3.1.0',
    { $schema: 'https://example.org/mine' },
    /its dialect "https:\/\/example\.org\/mine" is not known/,
  ],
  [
    'a schema that leads back to itself',
    '3.1.0',
    { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/It' }] },
    /anyOf leads back to the schema itself/,
  ],
  ['a dynamic reference to nothing', '3.1.0', { $dynamicRef: '#nothing' }, /\$dynamicRef "#nothing" leads nowhere/],
  ['a list for a schema', '3.1.0', { items: [{ type: 'string' }] }, /items is \[.*expected a schema/],
])('%s is named, with its place', (_, openapi, schema, wanted) => {
  const outer = documentOf(openapi, { It: schema, Outer: { properties: { it: { $ref: '#/components/schemas/It' } } } });
  const { test: found, problem } = schemaOf(outer.components.schemas.Outer);
  expect(found).toBeUndefined();
  expect(problem!.reason).toMatch(wanted);
  expect(problem!.reason).not.toContain('\n');
  expect(problem!.place!.pointer).toMatch(/^#\/components\/schemas\/It/);
  const lenient = testOf(outer.components.schemas.Outer, { isLenient: true });
  expect(lenient.violations({})).toStrictEqual([]);
});

test('what is left out leniently leaves the rest in force', () => {
  const schema = schemaIn('3.0.3', {
    type: 'object',
    properties: { a: { type: 'string', pattern: '(?i)a' }, b: { type: 'number' } },
  });
  expect(verdicts(schema, [{ a: 'x', b: 1 }, { a: 1 }, { b: 'x' }], { isLenient: true })).toStrictEqual([
    true,
    false,
    false,
  ]);
  expect(problemsOf(schema)).toMatchObject([{ keyword: 'pattern' }]);
});

test('dialects that are written out are understood, for the document and for one schema', () => {
  for (const jsonSchemaDialect of [
    'https://spec.openapis.org/oas/3.1/dialect/base',
    'https://spec.openapis.org/oas/3.1/dialect/2024-11-10',
    'https://json-schema.org/draft/2020-12/schema',
  ]) {
    const { It } = documentOf('3.1.0', { It: { type: 'string' } }, { jsonSchemaDialect }).components.schemas;
    expect(verdicts(It, ['a', 1])).toStrictEqual([true, false]);
  }
  const $schema = 'http://json-schema.org/draft-07/schema#';
  const old = schemaIn('3.1.0', {
    $schema,
    properties: { list: { items: [{ type: 'string' }], additionalItems: false } },
    dependencies: { a: ['b'], c: { required: ['d'] } },
  });
  expect(verdicts(old, [{ list: ['a'] }, { list: ['a', 'b'] }, { a: 1 }, { a: 1, b: 1 }, { c: 1 }])).toStrictEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});

test('a discriminator picks the branch, by mapping, by name or by default', () => {
  const schemas = {
    It: {
      oneOf: ['Cat', 'Dog', 'Cow'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
      discriminator: { propertyName: 'kind', mapping: { meow: '#/components/schemas/Cat', cow: 'Cow' } },
    },
    Cat: { type: 'object', required: ['kind'] },
    Dog: { type: 'object', required: ['kind', 'bark'] },
    Cow: { type: 'object', required: ['kind', 'milk'] },
  };
  const { It } = documentOf('3.1.0', schemas).components.schemas;
  const values = [
    { kind: 'meow' },
    { kind: 'Dog', bark: 1 },
    { kind: 'Dog' },
    { kind: 'cow', milk: 1 },
    { kind: 'cow' },
    { kind: 'x' },
    1,
  ];
  expect(verdicts(It, values)).toStrictEqual([true, true, false, true, false, false, false]);
  expect(testOf(It).violations({ kind: 'x' })).toMatchObject([
    { keyword: 'discriminator', pointer: '/kind', message: 'must be one of "meow", "Dog", "cow"' },
  ]);
  const fallback = { propertyName: 'kind', defaultMapping: 'Cow' };
  const { It: open } = documentOf('3.2.0', { ...schemas, It: { ...schemas.It, discriminator: fallback } }).components
    .schemas;
  expect(verdicts(open, [{ kind: 'x', milk: 1 }, { milk: 1 }, { kind: 'Cat' }])).toStrictEqual([true, false, true]);
});

test('a discriminator reaches the schemas that extend its own', () => {
  const { Pet, Dog, Holder } = documentOf('3.0.3', {
    Pet: {
      type: 'object',
      properties: { kind: { type: 'string' }, friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } },
      required: ['kind'],
      discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/Dog' } },
    },
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: ['bark'] }] },
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: ['purr'] }] },
    Holder: { properties: { pet: { $ref: '#/components/schemas/Pet' } } },
  }).components.schemas;
  const values = [
    { kind: 'dog' },
    { kind: 'dog', bark: 1 },
    { kind: 'Cat' },
    { kind: 'Cat', purr: 1 },
    { kind: 'other' },
    {},
  ];
  expect(verdicts(Pet, values)).toStrictEqual([false, true, false, true, true, false]);
  expect(verdicts(Dog, values)).toStrictEqual([false, true, false, false, false, false]);
  expect(verdicts(Holder, [{ pet: { kind: 'dog' } }, { pet: { kind: 'dog', bark: 1 } }])).toStrictEqual([false, true]);
  let deep: Json = { kind: 'dog', bark: 1 };
  for (let depth = 0; depth < 60; depth += 1) deep = { kind: 'dog', bark: 1, friends: [deep] };
  expect(verdicts(Pet, [deep])).toStrictEqual([true]);
});

test('a discriminator whose branches extend it comes to an end', () => {
  const { Pet } = documentOf('3.0.3', {
    Pet: {
      oneOf: [{ $ref: '#/components/schemas/Dog' }],
      properties: { kind: { type: 'string' } },
      discriminator: { propertyName: 'kind' },
    },
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: ['bark'] }] },
  }).components.schemas;
  expect(verdicts(Pet, [{ kind: 'Dog', bark: 1 }, { kind: 'Dog' }, { kind: 1, bark: 1 }, { bark: 1 }])).toStrictEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('a dynamic reference leads to what the outermost schema says', () => {
  const schemas = {
    Page: {
      $defs: { item: { $dynamicAnchor: 'item' } },
      properties: { items: { type: 'array', items: { $dynamicRef: '#item' } } },
    },
    Names: { $ref: '#/components/schemas/Page', $defs: { item: { $dynamicAnchor: 'item', type: 'string' } } },
    Counts: {
      $ref: '#/components/schemas/Page',
      $defs: { item: { $dynamicAnchor: 'item', $ref: '#/components/schemas/Count' } },
    },
    Count: { type: 'integer' },
  };
  const { Page, Names, Counts } = documentOf('3.1.0', schemas).components.schemas;
  const values = [{ items: ['a'] }, { items: [1] }];
  expect(verdicts(Page, values)).toStrictEqual([true, true]);
  expect(verdicts(Names, values)).toStrictEqual([true, false]);
  expect(verdicts(Counts, values)).toStrictEqual([false, true]);
  const tree = linkSchema({
    $id: 'https://host.invalid/strict',
    $dynamicAnchor: 'node',
    $ref: 'tree',
    unevaluatedProperties: false,
    $defs: {
      tree: {
        $id: 'https://host.invalid/tree',
        $dynamicAnchor: 'node',
        type: 'object',
        properties: { children: { type: 'array', items: { $dynamicRef: '#node' } } },
      },
    },
  });
  expect(verdicts(tree, [{ children: [{ children: [] }] }, { children: [{ daat: 1 }] }])).toStrictEqual([true, false]);
});

test('a recursive reference leads to the outermost schema with a recursive anchor', () => {
  const { Filter } = documentOf('3.1.0', {
    Filter: {
      $recursiveAnchor: true,
      type: 'object',
      properties: { filters: { type: 'array', items: { $recursiveRef: '#' } } },
    },
  }).components.schemas;
  expect(Filter.properties.filters.items).toBe(Filter);
  expect(verdicts(Filter, [{ filters: [{ filters: [] }] }, { filters: [1] }])).toStrictEqual([true, false]);
});

test('a branch whose member lists its values is meant by them, whatever it is called', () => {
  const branch = (value: string): Json => ({
    type: 'object',
    required: ['type'],
    properties: { type: { const: value } },
  });
  const { It } = documentOf('3.1.0', {
    It: {
      oneOf: ['A', 'B'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
      discriminator: { propertyName: 'type', mapping: { bee: 'B' } },
    },
    A: { allOf: [branch('a')] },
    B: branch('b'),
  }).components.schemas;
  expect(
    verdicts(
      It,
      ['a', 'b', 'A', 'bee'].map((type) => ({ type })),
    ),
  ).toStrictEqual([true, true, false, false]);
  expect(testOf(It).violations({ type: 'c' })[0]!.message).toBe('must be one of "a", "b", "bee"');
});

test('addresses and anchors of schemas are found', () => {
  const schema = linkSchema({
    $id: 'https://host.invalid/root',
    properties: { a: { $ref: 'other' }, b: { $ref: '#named' }, c: { $ref: 'other#/properties/deep' } },
    $defs: {
      other: { $id: 'other', type: 'object', properties: { deep: { type: 'boolean' } } },
      named: { $anchor: 'named', type: 'number' },
    },
  });
  expect(verdicts(schema, [{ a: {}, b: 1, c: true }, { a: 1 }, { b: 'x' }, { c: 1 }])).toStrictEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('schemas of the same text are compiled once to judge, and each names its own place', () => {
  const compile = vi.spyOn(Ajv2020.prototype, 'compile');
  try {
    const schemas = documentOf('3.1.0', {
      One: { type: 'string', minLength: 17, description: 'The first.' },
      Other: { type: 'string', minLength: 17 },
    }).components.schemas;
    for (const schema of Object.values<Json>(schemas))
      expect(['a'.repeat(17), 'a'].map((value) => testOf(schema).accepts(value))).toEqual([true, false]);
    expect(compile).toHaveBeenCalledOnce();
    for (const [name, schema] of Object.entries<Json>(schemas))
      expect(testOf(schema).violations('a')).toMatchObject([
        { schema, place: { pointer: `#/components/schemas/${name}/minLength` } },
      ]);
  } finally {
    compile.mockRestore();
  }
});

test('schemas whose texts JSON would write alike are told apart', () => {
  expect(verdicts({ const: null }, [null, Infinity])).toEqual([true, false]);
  expect(verdicts({ const: Infinity }, [null, Infinity])).toEqual([false, true]);
});
