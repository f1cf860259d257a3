import type { Json } from '../json.ts';

/** What the words of a schema mean: those of 2020-12, of OpenAPI 3.0, or of an earlier draft. */
export type Dialect = '2020-12' | '2019-09' | '3.0' | 'draft' | { unknown: string };

const modern = [
  /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema$/,
  /^https:\/\/spec\.openapis\.org\/oas\/3\.\d\/(dialect|schema-base)\/(base|[\d-]+)$/,
];
const earlier = /^https?:\/\/json-schema\.org\/(draft-0[467]\/)?schema$/;

/** The dialect that an address names. */
export function dialectOf(address: string): Dialect {
  const name = address.replace(/#$/, '');
  if (modern.some((known) => known.test(name))) return '2020-12';
  if (/^https?:\/\/json-schema\.org\/draft\/2019-09\/schema$/.test(name)) return '2019-09';
  return earlier.test(name) ? 'draft' : { unknown: address };
}

/** The dialect of a document's schemas, where they name none themselves. */
export function dialectOfDocument(document: Json): Dialect {
  if (/^3\.0(\.|$)/.test(String(document?.openapi))) return '3.0';
  const named: unknown = document?.jsonSchemaDialect;
  return typeof named === 'string' ? dialectOf(named) : '2020-12';
}
