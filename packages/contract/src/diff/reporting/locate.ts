import type { Keys } from '../reading/keys.ts';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

/** A place in a file: line from 1, JSON pointer as a URI fragment. */
export interface Located {
  file: string;
  line: number;
  pointer: string;
}

/** Finds places of a dereferenced document in the files that it was read from; what is missing is its nearest parent. */
export function createLocator(file: string): (keys: Keys) => Located {
  const parsed = new Map<string, { document: Document; lines: LineCounter }>();
  return (keys) => {
    let at = start(file, '');
    for (const key of keys) {
      at = followed(at);
      const next = step(at, key);
      if (!next) break;
      at = next;
    }
    at = followed(at);
    const { lines } = read(at.file);
    return { file: at.file, line: lines.linePos(at.offset).line, pointer: `#${at.pointer || '/'}` };
  };

  function read(name: string): { document: Document; lines: LineCounter } {
    let found = parsed.get(name);
    if (!found) {
      const lines = new LineCounter();
      parsed.set(
        name,
        (found = { document: parseDocument(readFileSync(name, 'utf8'), { lineCounter: lines }), lines }),
      );
    }
    return found;
  }

  function start(name: string, fragment: string): Cursor {
    const { document } = read(name);
    const root: Cursor = { file: name, node: document.contents, offset: 0, pointer: '' };
    const keys = fragment
      .split('/')
      .slice(1)
      .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
    return keys.reduce((from, key) => step(followed(from), key) ?? from, root);
  }

  function step(from: Cursor, key: string | number): Cursor | undefined {
    const node = isAlias(from.node) ? from.node.resolve(read(from.file).document) : from.node;
    const pointer = `${from.pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair || !isScalar(pair.key)) return undefined;
      return { file: from.file, node: pair.value, offset: pair.key.range?.[0] ?? from.offset, pointer };
    }
    const item = isSeq(node) ? node.items[Number(key)] : undefined;
    if (item === undefined) return undefined;
    return { file: from.file, node: item, offset: (item as Ranged).range?.[0] ?? from.offset, pointer };
  }

  function followed(from: Cursor, hops = 0): Cursor {
    const reference = isMap(from.node) ? from.node.get('$ref') : undefined;
    if (typeof reference !== 'string' || hops > 20) return from;
    const [name = '', fragment = ''] = reference.split('#');
    try {
      return followed(
        start(name ? resolve(dirname(from.file), decodeURIComponent(name)) : from.file, fragment),
        hops + 1,
      );
    } catch {
      return from;
    }
  }
}

interface Ranged {
  range?: [number, number, number];
}

interface Cursor {
  file: string;
  node: unknown;
  /** Where the node's key, or the item, begins. */
  offset: number;
  pointer: string;
}
