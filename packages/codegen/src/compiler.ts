import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// As CommonJS, the compiler that openapi-typescript needs loads once, and in half of the time.
export const { default: openapiTS, astToString } = require('openapi-typescript') as typeof import('openapi-typescript');
export const ts = require('typescript') as typeof import('typescript');

/** What is written alike for a whole document and for its calls: an object of which nothing is said may hold anything. */
export const typesOptions = { defaultNonNullable: false, emptyObjectsUnknown: true, silent: true } as const;

/** The declarations of a whole document, which is given as its address or its text. */
export async function documentTypes(document: URL | string): Promise<string> {
  return astToString(await openapiTS(document, typesOptions));
}
