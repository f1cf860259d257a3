import type { Json } from '@cc-gateway/spec';

/** A small document around a body that is sent and one that comes back. */
export function documentOf(schema: Json, way: 'request' | 'response', more: Json = {}): Json {
  const content = { 'application/json': { schema } };
  return {
    openapi: '3.1.0',
    info: { title: 'Kinds', version: '1.0.0' },
    servers: [{ url: 'https://kinds.example' }],
    paths: {
      '/kinds': {
        post: {
          operationId: 'send',
          ...(way === 'request' && { requestBody: { required: true, content } }),
          responses: { 200: { description: 'Done.', ...(way === 'response' && { content }) } },
        },
      },
    },
    ...more,
  };
}

const text = { type: 'string' };
const whole = { type: 'integer' };
const list = { type: 'array', items: text };
const thousands = Array.from({ length: 9_000 }, (_, index) => `value ${index}`);
const of = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more });
const marked = (pattern: string): Json => ({ ...text, pattern: `^${pattern}:[a-f]{3}$` });
const schemas = (all: Json): Json => ({ components: { schemas: all } });
const old = { openapi: '3.0.3' };
const named = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const tree = (name: Json): Json => ({ Tree: of({ name, kids: { type: 'array', items: named('Tree') } }) });

const anchored = (schema: Json): Json => ({ $defs: { Item: { $dynamicAnchor: 'item', ...schema } } });

/** Pages of items of one kind or another, by the schema that names them. */
export const pages = (pet: Json, more: Json = anchored(named('Pet'))): Json =>
  schemas({
    Page: {
      $id: 'https://kinds.example/page',
      ...anchored({ not: {} }),
      type: 'array',
      items: { $dynamicRef: '#item' },
    },
    Pets: { ...more, $ref: 'https://kinds.example/page' },
    Pet: pet,
  });

/** Objects with the member `a` need others. */
// oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
const conditionOf = (required: string[]): Json => ({ if: { required: ['a'] }, then: { required } });

/** Two spellings of one schema: the document parts beside them, where they need some. */
export type Pair = [what: string, base: Json, revision: Json, base?: Json, revision?: Json];

/** Pairs of schemas that take the same values. */
export const sames: Pair[] = [
  ['types in another order', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
  [
    'anyOf for a list of types',
    { type: ['string', 'null'], maxLength: 5 },
    { anyOf: [{ ...text, maxLength: 5 }, { type: 'null' }] },
  ],
  [
    'titled constants for an enum',
    { enum: ['a', 'b'] },
    {
      oneOf: [
        { const: 'a', title: 'A' },
        { const: 'b', title: 'B' },
      ],
    },
  ],
  ['a bound that the enum keeps', { enum: ['a', 'b'] }, { enum: ['a', 'b'], maxLength: 10 }],
  ['both truth values', { type: 'boolean' }, { enum: [true, false] }],
  ['what is refused, refused', { ...text, maxLength: 3 }, { not: { not: { ...text, maxLength: 3 } } }],
  ['the same beside others', { ...text, maxLength: 3 }, { ...text, not: { not: { maxLength: 3 } } }],
  ['the same three times', { ...text, not: { const: 'a' } }, { ...text, not: { not: { not: { const: 'a' } } } }],
  ['large steps of integers', { ...whole, multipleOf: 1e20 }, { type: 'number', multipleOf: 1e20 }],
  ['a bound between integers', { ...whole, minimum: 0.5 }, { ...whole, minimum: 1 }],
  ['a step of one for integers', { type: 'number', multipleOf: 1 }, whole],
  [
    'two steps for their product',
    { ...whole, multipleOf: 6 },
    { allOf: [{ ...whole, multipleOf: 2 }, { multipleOf: 3 }] },
  ],
  [
    'lengths for a pattern',
    { ...text, pattern: '^[a-z]{1,5}$' },
    { ...text, pattern: '^[a-z]*$', minLength: 1, maxLength: 5 },
  ],
  ['a pattern that takes all', text, { ...text, pattern: '.*' }],
  ['escapes that are none', { ...text, pattern: String.raw`^[\w\-]+$` }, { ...text, pattern: String.raw`^[\w-]+$` }],
  ['a weaker bound beside', { ...text, maxLength: 5 }, { allOf: [{ ...text, maxLength: 5 }, { maxLength: 10 }] }],
  [
    'a chain of references',
    named('A'),
    named('B'),
    schemas({ A: named('B'), B: of({ a: text }) }),
    schemas({ A: text, B: of({ a: text }) }),
  ],
  [
    'a circle, unrolled',
    named('A'),
    named('A'),
    schemas({ A: of({ a: named('A') }) }),
    schemas({ A: of({ a: of({ a: named('A') }) }) }),
  ],
  [
    'a circle under other names',
    named('A'),
    named('X'),
    schemas({ A: of({ b: named('B') }), B: of({ a: named('A') }) }),
    schemas({ X: of({ b: named('Y') }), Y: of({ a: named('X') }) }),
  ],
  [
    'alternatives in another order',
    { oneOf: [of({ a: text }, { required: ['a'] }), whole] },
    { oneOf: [whole, of({ a: text }, { required: ['a'] })] },
  ],
  ['an alternative inside of another', text, { anyOf: [text, { ...text, maxLength: 5 }] }],
  ['a schema that asks for nothing', of({ f: {} }), of({ f: true })],
  [
    'keywords that ask for nothing',
    of({ a: text, l: list }),
    of(
      { a: { ...text, minLength: 0 }, l: { ...list, minItems: 0, uniqueItems: false } },
      { required: [], additionalProperties: {} },
    ),
  ],
  ['a format that only shows', text, { ...text, format: 'password' }],
  [
    'a reference where no value of the type reads it',
    of({ a: text }, { items: named('A') }),
    of({ a: text }, { items: of({ b: whole }) }),
    schemas({ A: of({ b: whole }) }),
    schemas({ A: of({ b: whole }) }),
  ],
  ['a name of XML that holds anyway', of({ a: text }), of({ a: { ...text, xml: { name: 'a', attribute: false } } })],
  ['base64 as OpenAPI 3.0 wrote it', { ...text, format: 'byte' }, { ...text, contentEncoding: 'BASE64' }, old],
  [
    'bytes as OpenAPI 3.0 wrote them',
    { ...text, format: 'binary' },
    { ...text, contentMediaType: 'application/octet-stream' },
    old,
  ],
  ['a count that is none', { ...text, maxLength: 3 }, { ...text, maxLength: 3, minLength: null }],
  [
    'names of subtypes that hold anyway',
    named('Pet'),
    named('Pet'),
    kinds(['Cat', 'Dog'], { Cat: '#/components/schemas/Cat', Dog: 'Dog' }),
    kinds(['Cat', 'Dog']),
  ],
  [
    'what is not evaluated for what is not declared',
    of({ a: text }, { additionalProperties: false }),
    of({ a: text }, { unevaluatedProperties: false }),
  ],
  [
    'a list that ends for its length',
    { type: 'array', prefixItems: [text, text], items: false },
    { type: 'array', prefixItems: [text, text], maxItems: 2 },
  ],
  ['a format without a name', text, { ...text, format: '' }],
  [
    'alternatives that differ in what they say, with more that asks for nothing',
    { oneOf: [marked('a'), marked('b')] },
    {
      oneOf: [
        { ...marked('b'), minLength: 0 },
        { minLength: 0, ...marked('a') },
      ],
    },
  ],
  [
    'alternatives in another order, and in each',
    of({ a: { anyOf: [of({ b: text, c: text }, { required: ['b', 'c'] }), { ...list, minItems: 1 }] } }),
    of({ a: { anyOf: [{ minItems: 1, ...list }, of({ c: text, b: text }, { required: ['c', 'b'] })] } }),
  ],
  [
    'what asks for nothing, where no value is taken',
    of({ a: { ...whole, enum: ['1'] } }),
    of({ a: { ...whole, enum: ['1'], deprecated: false, 'x-a': 1 } }),
  ],
  [
    'an anchor for a pointer',
    named('A'),
    { $ref: '#a' },
    schemas({ A: { $anchor: 'a', ...of({ a: text }) } }),
    schemas({ A: { $anchor: 'a', ...of({ a: text }) } }),
  ],
  [
    'a dynamic reference that can name one schema alone',
    named('Tree'),
    named('Tree'),
    schemas({ Tree: { $dynamicAnchor: 'tree', ...of({ kids: { type: 'array', items: { $dynamicRef: '#tree' } } }) } }),
    schemas({ Tree: of({ kids: { type: 'array', items: named('Tree') } }) }),
  ],
  [
    'a bound of OpenAPI 3.0 in the words of 3.1',
    { type: 'number', minimum: 0, exclusiveMinimum: true },
    { type: 'number', exclusiveMinimum: 0 },
    old,
  ],
  ['null of OpenAPI 3.0 in the words of 3.1', { ...text, nullable: true }, { type: ['string', 'null'] }, old],
  [
    'siblings of a reference in OpenAPI 3.0',
    named('A'),
    { ...named('A'), maxLength: 3 },
    { ...old, ...schemas({ A: text }) },
    { ...old, ...schemas({ A: text }) },
  ],
];

/** Pairs of which the second takes fewer values: a break where it is sent, and none where it comes back; and vice versa. */
export const narrowings: Pair[] = [
  ['large steps', { ...whole, multipleOf: 1e20 }, { ...whole, multipleOf: 2e20 }],
  ['what is refused of what is refused', { not: { not: whole } }, { not: { not: { ...whole, minimum: 3 } } }],
  ['steps of decimals', { type: 'number', multipleOf: 0.01 }, { type: 'number', multipleOf: 0.05 }],
  ['what a dynamic reference names', named('Pets'), named('Pets'), pages(text), pages({ ...text, maxLength: 3 })],
  ['steps of a format', { ...whole, format: 'int32' }, { ...whole, format: 'int32', multipleOf: 7 }],
  ['a bound for none', { ...text, maxLength: null }, { ...text, maxLength: 3 }],
  ['an enum of numbers', { enum: [1, 2] }, { enum: [1] }],
  ['null of an enum', { enum: ['a', null] }, { enum: ['a'] }],
  ['one character of a pattern', { ...text, pattern: '^[a-z]+$' }, { ...text, pattern: '^[a-y]+$' }],
  ['letters of a script', { ...text, pattern: String.raw`^\p{L}+$` }, { ...text, pattern: String.raw`^\p{Lu}+$` }],
  ['a long pattern', { ...text, pattern: '^.{1,512}$' }, { ...text, pattern: '^.{1,511}$' }],
  ['a pattern that looks ahead', text, { ...text, pattern: String.raw`^(?=.*\d).{8,}$` }],
  ['integers of 16 bits', { ...whole, format: 'int32' }, { ...whole, format: 'int16' }],
  ['integers for numbers of 64 bits', { type: 'number', format: 'double' }, { ...whole, format: 'int64' }],
  ['digits of a format', text, { ...text, format: 'int64' }],
  ['integers of 8 bits without a sign', whole, { ...whole, format: 'uint8' }],
  [
    'a member of a component in an object that takes no others',
    { allOf: [named('A')], unevaluatedProperties: false },
    { allOf: [named('A')], unevaluatedProperties: false },
    schemas({ A: of({ a: text, b: text }) }),
    schemas({ A: of({ a: text, b: { enum: ['x'] } }) }),
  ],
  ['integers of 32 bits', { ...whole, format: 'int64' }, { ...whole, format: 'int32' }],
  ['a type for any', of({ f: {} }), of({ f: text })],
  [
    'how many items are of a kind',
    { type: 'array', contains: { const: 1 } },
    { type: 'array', contains: { const: 1 }, minContains: 2 },
  ],
  [
    'an item by its place',
    { type: 'array', prefixItems: [text, text] },
    { type: 'array', prefixItems: [text, { ...text, maxLength: 1 }] },
  ],
  ['a list that ends', { type: 'array', prefixItems: [text] }, { type: 'array', prefixItems: [text], items: false }],
  [
    'values of a map',
    of({}, { additionalProperties: text }),
    of({}, { additionalProperties: { ...text, maxLength: 3 } }),
  ],
  ['members by pattern', of({ a: text }), of({ a: text }, { patternProperties: { '^x-': whole } })],
  ['names of members', of({}), of({}, { propertyNames: { maxLength: 3 } })],
  [
    'members that need others',
    of({ a: text, b: text }),
    of({ a: text, b: text }, { dependentSchemas: { a: { required: ['b'] } } }),
  ],
  ['what is refused', { ...text, not: { maxLength: 2 } }, { ...text, not: { maxLength: 3 } }],
  ['what follows a condition', of({}, conditionOf(['b'])), of({}, conditionOf(['b', 'c']))],
  ['an alternative that is gone', { anyOf: [text, whole] }, { anyOf: [text] }],
  [
    'the inside of an alternative',
    { oneOf: [of({ k: { const: 'a' }, x: text }), of({ k: { const: 'b' } })] },
    { oneOf: [of({ k: { const: 'a' }, x: { ...text, maxLength: 3 } }), of({ k: { const: 'b' } })] },
  ],
  [
    'a component inside an alternative',
    { anyOf: [named('A'), whole] },
    { anyOf: [named('A'), whole] },
    schemas({ A: of({ a: text }) }),
    schemas({ A: of({ a: text }, { required: ['a'] }) }),
  ],
  [
    'a component inside allOf',
    { allOf: [named('A'), of({ b: text })] },
    { allOf: [named('A'), of({ b: text })] },
    schemas({ A: of({ a: text }) }),
    schemas({ A: of({ a: { enum: ['x'] } }) }),
  ],
  [
    'a schema that contains itself',
    named('Tree'),
    named('Tree'),
    schemas(tree(text)),
    schemas(tree({ ...text, minLength: 1 })),
  ],
  [
    'a circle through oneOf',
    named('A'),
    named('A'),
    schemas({ A: { oneOf: [text, { type: 'array', items: named('A') }] } }),
    schemas({
      A: {
        oneOf: [
          { ...text, maxLength: 9 },
          { type: 'array', items: named('A') },
        ],
      },
    }),
  ],
  [
    'members beyond those described',
    { type: 'object', allOf: [of({ a: text })] },
    { type: 'object', allOf: [of({ a: text })], unevaluatedProperties: false },
  ],
  [
    'null beside allOf in OpenAPI 3.0',
    of({ f: { nullable: true, allOf: [named('A')] } }),
    of({ f: { allOf: [named('A')] } }),
    { ...old, ...schemas({ A: of({ a: text }) }) },
    { ...old, ...schemas({ A: of({ a: text }) }) },
  ],
  ['one of many thousand values', { enum: thousands }, { enum: thousands.slice(1) }],
  ['siblings of a reference', named('A'), { ...named('A'), maxLength: 3 }, schemas({ A: text }), schemas({ A: text })],
  ['a bound of numbers on a text', { ...text, maximum: 9 }, { ...text, maximum: 5 }],
  ['null of OpenAPI 3.0 in 3.1', { ...text, nullable: true }, text],
];

/** Pairs that break both ways. */
export const others: Pair[] = [
  ['a format that is called as what all objects have', { ...text, format: 'constructor' }, { ...text, format: 'date' }],
  ['another format', { ...text, format: 'date' }, { ...text, format: 'date-time' }],
  ['another pattern', { ...text, pattern: '^a+$' }, { ...text, pattern: '^b+$' }],
  ['a pattern of PCRE', { ...text, pattern: '(?i)^a$' }, { ...text, pattern: '(?i)^b$' }],
  ['a pattern that is none', { ...text, pattern: '[' }, { ...text, pattern: '[a' }],
  ['a value for another', { enum: ['a', 'b'] }, { enum: ['a', 'c'] }],
  ['another encoding', { ...text, contentEncoding: 'base64' }, { ...text, contentEncoding: 'base32' }],
  ['another name in XML', { ...text, xml: { name: 'a' } }, { ...text, xml: { name: 'b' } }],
  ['a list for a value', text, list],
  ['a member under another name', of({ a: text }), of({ b: text })],
  ['a subtype that a discriminator reaches', named('Pet'), named('Pet'), schemas(pets(whole)), schemas(pets(text))],
  ['the name of a subtype', named('Pet'), named('Pet'), kinds(['Cat', 'Dog']), kinds(['Feline', 'Dog'])],
  [
    'what an unknown name stands for',
    named('Pet'),
    named('Pet'),
    kinds(['Cat', 'Dog'], {}, { defaultMapping: 'Cat' }),
    kinds(['Cat', 'Dog'], {}, { defaultMapping: 'Dog' }),
  ],
  [
    'a member that goes sooner than was said',
    of({ a: { ...text, deprecated: true, 'x-sunset': '2999-01-01' } }),
    of({ a: { ...text, deprecated: true, 'x-sunset': '2998-01-01' } }),
  ],
  ['a member that is less stable', of({ a: text }), of({ a: { ...text, 'x-stability-level': 'beta' } })],
  ['steps too fine to be counted', { type: 'number', multipleOf: 1e-12 }, { type: 'number', multipleOf: 3e-12 }],
  ['types that there are not', { type: 'text' }, { type: 'date' }],
  ['more alternatives than can be combined', alternatives('a'), alternatives('b')],
  ['a value at the bottom of many lists', nested(text, 300), nested(whole, 300)],
  ['an object without a type that becomes a list', { properties: { a: text } }, list],
  ['a list without a type that becomes a text', { items: text }, text],
  ['dynamic references', { $dynamicRef: '#a' }, { $dynamicRef: '#b' }],
  ['a reference to itself', named('A'), named('A'), schemas({ A: named('A') }), schemas({ A: text })],
  ['a reference that leads elsewhere', named('A'), named('Nowhere'), schemas({ A: text }), schemas({ A: text })],
];

function alternatives(letter: string): Json {
  const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  return {
    allOf: [1, 2, 3].map((place) => ({
      oneOf: numbers.map((number) => of({}, { required: [`${letter}${place}${number}`] })),
    })),
  };
}

function nested(schema: Json, depth: number): Json {
  return depth === 0 ? schema : { type: 'array', items: nested(schema, depth - 1) };
}

function pets(lives: Json): Json {
  const discriminator = { propertyName: 'kind' };
  return {
    Pet: of({ kind: text }, { required: ['kind'], discriminator }),
    Cat: { allOf: [named('Pet'), of({ lives })] },
  };
}

/** A schema that is one of several components, told apart by a member; each has a member of its own. */
export function kinds(names: string[], mapping: Json = {}, more: Json = {}): Json {
  return schemas({
    Pet: { oneOf: names.map(named), discriminator: { propertyName: 'kind', mapping, ...more } },
    ...Object.fromEntries(
      names.map((name, index) => [name, of({ kind: text, [`own${index}`]: text }, { required: ['kind'] })]),
    ),
  });
}
