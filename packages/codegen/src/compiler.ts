import { createRequire } from 'node:module';
import type { Json } from '@cc-gateway/spec';
import { reword } from './reworded.ts';
import { leads } from './target.ts';

const require = createRequire(import.meta.url);

/**
 * The compiler's factory, and openapi-typescript that stands on it: loaded when types are written, for a client's modules and
 * the docs need none. As CommonJS they load once, and in half of the time.
 */
export function compiler() {
  const { default: openapiTS, astToString } = require('openapi-typescript') as typeof import('openapi-typescript');
  const { factory } = require('typescript') as typeof import('typescript');
  return { openapiTS, astToString, factory };
}

/** What is written alike for a whole document and for its calls: an object of which nothing is said may hold anything. */
export const typesOptions = { defaultNonNullable: false, emptyObjectsUnknown: true, silent: true } as const;

/** The declarations of a whole document. */
export async function documentTypes(document: Json): Promise<string> {
  const { openapiTS, astToString } = compiler();
  const own = closed(document);
  reword(own);
  return astToString(await openapiTS(own, typesOptions));
}

/** A copy of a document without the references of its extensions that lead nowhere in it: who writes types would look for files. */
function closed(document: Json): Json {
  const copied = (value: Json, isExtension: boolean): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (isExtension && typeof value.$ref === 'string' && !leads(document, value.$ref)) return {};
    if (Array.isArray(value)) return value.map((each) => copied(each, isExtension));
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, copied(each, isExtension || key.startsWith('x-'))]),
    );
  };
  return copied(document, false);
}
