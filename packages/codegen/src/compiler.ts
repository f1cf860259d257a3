import { createRequire } from 'node:module';

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

/** The declarations of a whole document, which is given as its address or its text. */
export async function documentTypes(document: URL | string): Promise<string> {
  const { openapiTS, astToString } = compiler();
  return astToString(await openapiTS(document, typesOptions));
}
