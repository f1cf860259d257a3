import { character } from '@cc-gateway/testing/character';
import fc from 'fast-check';
import type { Json } from '../../src/json.ts';
import type { Operation } from '../../src/operation.ts';
import type { Values } from '../../src/codec/index.ts';
import { bodyOf, operationOf } from './operation.ts';

/** One form of a parameter or a body, and values of it. */
export interface Form {
  name: string;
  operation: Operation;
  values: fc.Arbitrary<Values>;
  mediaType?: string;
}

/** Texts, those among them that divide, encode, escape and climb. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...Array.from('ab,;.=&|+ %2F/?#[]"\\\'~üà€😀_-:@!$()*')), maxLength: 6 }),
  fc.constantFrom('', '.', '..', '%2e', 'null', 'true', '0', '-1.5', '1e3', '__proto__', '\r\n', '\0', '\ud800'),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0 || 0),
  fc.constant(2 ** 60),
);
const key = fc.oneof(fc.constantFrom('a', 'b', 'R'), text);
const shapes: Record<string, [schema: Json, value: fc.Arbitrary<unknown>]> = {
  text: [{ type: 'string' }, text],
  number: [{ type: 'number' }, number],
  boolean: [{ type: ['boolean', 'null'] }, fc.boolean()],
  texts: [{ type: 'array', items: { type: 'string' } }, fc.array(text, { minLength: 1, maxLength: 4 })],
  numbers: [
    { allOf: [{ items: { type: 'integer' } }, { type: 'array' }] },
    fc.array(fc.integer(), { minLength: 1, maxLength: 4 }),
  ],
  map: [
    { type: 'object', additionalProperties: { type: 'string' } },
    fc.dictionary(key, text, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  ],
  record: [
    { type: 'object', properties: { n: { type: 'integer' }, t: { type: 'string' }, b: { enum: [true, false] } } },
    fc.record({ n: fc.integer(), t: text, b: fc.boolean() }),
  ],
};

const name = 'co[l]or';
const parameterForms = (place: string, more: Json, sorts: string[]): Form[] =>
  sorts.map((sort) => {
    const [schema, value] = shapes[sort]!;
    const parameter = {
      name: place === 'header' || more.style === 'cookie' ? 'X-Color' : name,
      in: place,
      schema,
      required: true,
      ...more,
    };
    return {
      name: `${place} ${JSON.stringify(more)} ${sort}`,
      operation: operationOf({ parameters: [parameter] }),
      values: value.map((each) => ({ [place]: { [parameter.name]: each } })),
    };
  });

const all = Object.keys(shapes);
const structured = all.slice(3);
const bodyForms = (
  mediaType: string,
  schema: Json,
  value: fc.Arbitrary<unknown>,
  more: Json = {},
  told?: string,
): Form => ({
  name: `body ${mediaType} ${JSON.stringify({ schema, ...more })}`.slice(0, 120),
  operation: operationOf({ body: { required: true, ...bodyOf(mediaType, schema, more) } }),
  values: value.map((body) => ({ body })),
  ...(told && { mediaType: told }),
});

const json = fc.jsonValue({ stringUnit: character }).map((value) => JSON.parse(JSON.stringify(value)));
const bytes = fc.uint8Array();
const file = fc.record({
  bytes,
  name: text,
  type: fc.constantFrom('image/png', 'application/octet-stream', 'text/x-own; a=b'),
});
const list = shapes['texts']![0];
const binary = { type: 'string', format: 'binary' };
const properties = {
  t: { type: 'string' },
  n: { type: 'number' },
  l: list,
  o: { type: 'object' },
  'ü"n': { type: 'string' },
};
const members = {
  t: text,
  n: number,
  l: fc.array(text, { minLength: 1 }),
  o: fc.dictionary(text, json, { noNullPrototype: true }),
  'ü"n': text,
};
const some = fc.record(members, { requiredKeys: [], noNullPrototype: true });

export const forms: Form[] = [
  ...['simple', 'label', 'matrix'].flatMap((style) =>
    [false, true].flatMap((explode) => parameterForms('path', { style, explode }, all)),
  ),
  ...parameterForms('path', { mediaType: 'application/json' }, ['text', 'record']),
  ...[false, true].flatMap((explode) => parameterForms('query', { explode }, all)),
  ...['spaceDelimited', 'pipeDelimited'].flatMap((style) =>
    parameterForms('query', { style, explode: false }, structured),
  ),
  ...parameterForms('query', { style: 'deepObject', explode: true }, ['map', 'record']),
  ...[false, true].flatMap((explode) => parameterForms('query', { explode, allowReserved: true }, all)),
  ...parameterForms('query', { allowEmptyValue: true }, ['text', 'number']),
  ...parameterForms('query', { mediaType: 'application/json' }, all),
  ...parameterForms('query', { mediaType: 'text/plain' }, ['text', 'number']),
  ...parameterForms('querystring', { mediaType: 'application/x-www-form-urlencoded' }, ['map', 'record']),
  ...parameterForms('querystring', { mediaType: 'application/json' }, ['text', 'record']),
  ...[false, true].flatMap((explode) => parameterForms('header', { explode }, all)),
  ...parameterForms('header', { mediaType: 'application/json' }, ['numbers', 'record']),
  ...parameterForms('cookie', { explode: false }, all),
  ...parameterForms('cookie', { explode: true }, ['text', 'texts', 'map']),
  ...[false, true].flatMap((explode) => parameterForms('cookie', { style: 'cookie', explode }, all)),
  ...parameterForms('cookie', { mediaType: 'application/json' }, ['record']),

  bodyForms('application/json', true, json),
  bodyForms('application/json', { type: ['null', 'boolean', 'number', 'string'] }, fc.constantFrom(null, false, 0, '')),
  bodyForms('application/vnd.own+json; charset=utf-8', true, json),
  bodyForms('*/*', { type: 'object' }, fc.dictionary(text, json, { noNullPrototype: true })),
  bodyForms('application/*+json', true, json, {}, 'application/merge-patch+json'),
  bodyForms('*/*', true, bytes),
  bodyForms('text/plain', { type: 'string' }, text),
  bodyForms('text/plain', { type: 'integer' }, fc.integer()),
  bodyForms(
    'text/plain; charset=iso-8859-1',
    { type: 'string' },
    fc.string({ unit: fc.constantFrom(...Array.from('aéÿ€')) }),
  ),
  bodyForms('application/xml', { type: 'object' }, text),
  bodyForms('application/octet-stream', binary, bytes),
  bodyForms('image/*', binary, bytes, {}, 'image/png'),
  bodyForms('application/x-www-form-urlencoded', { type: 'object', properties }, some),
  bodyForms(
    'application/x-www-form-urlencoded',
    { type: 'object', additionalProperties: { type: 'string' } },
    fc.dictionary(text, text, { noNullPrototype: true }),
  ),
  bodyForms(
    'application/x-www-form-urlencoded',
    { type: 'object', properties: { l: list, m: shapes['record']![0], d: shapes['record']![0], j: list } },
    fc.record(
      { l: fc.array(text, { minLength: 1 }), m: shapes['record']![1], d: shapes['record']![1], j: fc.array(json) },
      { requiredKeys: [], noNullPrototype: true },
    ),
    {
      encoding: {
        l: { style: 'pipeDelimited' },
        m: { style: 'form' },
        d: { style: 'deepObject' },
        j: { contentType: 'application/json' },
      },
    },
  ),
  bodyForms('multipart/form-data', { type: 'object', properties }, some),
  bodyForms(
    'multipart/form-data',
    {
      type: 'object',
      properties: {
        file: binary,
        files: { type: 'array', items: binary },
        meta: { type: 'object' },
        j: { type: 'string' },
      },
    },
    fc.record(
      {
        file,
        files: fc.array(file, { minLength: 1 }),
        meta: fc.dictionary(text, json, { noNullPrototype: true }),
        j: text,
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    { encoding: { meta: { contentType: 'application/vnd.meta+json' }, j: { contentType: 'application/json' } } },
  ),
  bodyForms(
    'multipart/mixed',
    { type: 'array', prefixItems: [{ type: 'object' }, binary], items: { type: 'string' } },
    fc
      .tuple(fc.dictionary(text, json, { noNullPrototype: true }), file, fc.array(text))
      .map(([meta, content, texts]) => [meta, content, ...texts]),
    { prefixEncoding: [{ contentType: 'application/vnd.meta+json' }, {}], itemEncoding: { contentType: 'text/plain' } },
  ),
  bodyForms(
    'multipart/related',
    { type: 'array', items: { type: 'integer' } },
    fc.array(fc.integer(), { minLength: 1 }),
  ),
  bodyForms(
    'multipart/form-data',
    { type: 'object', additionalProperties: { type: 'string' } },
    fc.dictionary(text, text, { noNullPrototype: true }),
  ),
];
