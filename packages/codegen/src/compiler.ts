import { createRequire } from 'node:module';
import { ContractError, type Json } from '@cc-gateway/spec';
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import { reword } from './reworded.ts';

const require = createRequire(import.meta.url);

type Writer = typeof import('openapi-typescript');

/**
 * The compiler's factory, and what of openapi-typescript writes types: loaded when types are written, for a client's modules and
 * the docs need none. As CommonJS they load once, and in half of the time; its index would load a linter, which takes longer.
 */
export function compiler() {
  const { astToString } = require('openapi-typescript/dist/lib/ts.cjs') as Writer;
  const { resolveRef, scanDiscriminators } = require('openapi-typescript/dist/lib/utils.cjs') as Writer;
  const transformSchema = require('openapi-typescript/dist/transform/index.cjs') as Writer['transformSchema'];
  const { factory } = require('typescript') as typeof import('typescript');
  return { astToString, resolveRef, scanDiscriminators, transformSchema, factory };
}

/** What is written alike for a whole document and for its calls: an object of which nothing is said may hold anything. */
const options = { defaultNonNullable: false, emptyObjectsUnknown: true, silent: true };

/**
 * The declarations of a document that refers to nothing outside itself. A contract was linted and bundled as it was loaded:
 * openapi-typescript's own function would do both again, which takes as long as writing the types. Throws ContractError with the
 * place of what is no schema.
 */
export function declarations(given: Json, transform?: GlobalContext['transform']): string {
  const { astToString, resolveRef, scanDiscriminators, transformSchema } = compiler();
  const document = { components: {}, ...given } as unknown as OpenAPI3;
  try {
    const context = {
      ...options,
      discriminators: scanDiscriminators(document, options),
      injectFooter: [],
      transform,
      resolve: ($ref: string) => resolveRef(document, $ref, options),
    };
    // What else a context has are options that are off.
    return astToString(transformSchema(document, context as unknown as GlobalContext));
  } catch (cause) {
    throw new ContractError(`No types can be written: ${(cause as Error).message}.`, { cause });
  }
}

/** The declarations of a whole document. */
export function documentTypes(document: Json): string {
  const own = structuredClone(document);
  reword(own);
  return declarations(own);
}
