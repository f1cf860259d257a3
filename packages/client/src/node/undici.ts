import { createRequire } from 'node:module';
import type * as Undici from 'undici';

/** The first Node that the client runs on: what `engines` says. */
const [major, minor] = [20, 19];

/** Loads undici, which only those install who use this entry. Throws an Error that says what to install, undici or a newer Node. */
export function loadUndici(node = process.versions.node): typeof Undici {
  const [ours = 0, within = 0] = node.split('.').map(Number);
  if (ours < major || (ours === major && within < minor))
    throw new Error(`@cc-gateway/client/node needs Node ${major}.${minor} or later, and this is Node ${node}.`);
  try {
    return createRequire(import.meta.url)('undici') as typeof Undici;
  } catch (cause) {
    const wanted = 'undici 8, or undici 7 on Node before 22.19';
    throw new Error(`@cc-gateway/client/node needs ${wanted}, and it cannot be loaded: run \`npm install undici\`.`, {
      cause,
    });
  }
}
