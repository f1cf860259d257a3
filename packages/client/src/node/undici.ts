import { createRequire } from 'node:module';
import type * as Undici from 'undici';

/** Loads undici, which only those install who use this entry. Throws an Error that says what to install. */
export function loadUndici(): typeof Undici {
  try {
    return createRequire(import.meta.url)('undici') as typeof Undici;
  } catch (cause) {
    const wanted = 'undici 8, or undici 7 on Node before 22.19';
    throw new Error(`@cc-gateway/client/node needs ${wanted}, and it cannot be loaded: run \`npm install undici\`.`, {
      cause,
    });
  }
}
