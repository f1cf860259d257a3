import { fileURLToPath } from 'node:url';
import { readWritten } from '@cc-gateway/openapi';
import type { Tree } from './node.ts';
import { treeOf } from './tree.ts';

/**
 * Reads a document, of one file or of many, with every reference as it is written. What is missing stays a reference that leads
 * nowhere: the comparison says so where it matters. Throws ContractError where it cannot be read, or is no OpenAPI document.
 */
export async function loadTree(main: string, text?: string): Promise<Tree> {
  return treeOf(await readWritten(main, { remote: true, ...(text !== undefined && { text }) }), nameOf);
}

/** How a file is called: by its path, or by its address. */
const nameOf = (url: string): string => (url.startsWith('file:') ? fileURLToPath(url) : url);
