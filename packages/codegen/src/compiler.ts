import { createRequire } from 'node:module';
import type { Json } from '@cc-gateway/spec';

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

/** The declarations of a whole document, which is given as its address, its text or itself. */
export async function documentTypes(document: URL | string | Json): Promise<string> {
  const { openapiTS, astToString } = compiler();
  // What is given as itself would be changed.
  const own = typeof document === 'string' || document instanceof URL ? document : structuredClone(document);
  return astToString(await openapiTS(own, typesOptions));
}
