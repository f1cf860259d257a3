import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';

/** Where something stands in the files of a document. */
export interface Line {
  file: string;
  line: number;
}

interface Source {
  document: Document;
  lines: LineCounter;
}

/** Finds the line of a JSON pointer in an OpenAPI file, following references into other files. */
export function lineFinder(file: string): (pointer: string) => Promise<Line | undefined> {
  const sources = new Map<string, Promise<Source | undefined>>();
  const open = (path: string): Promise<Source | undefined> => {
    if (!sources.has(path)) sources.set(path, readSource(path));
    return sources.get(path)!;
  };

  async function find(path: string, keys: string[], depth: number): Promise<Line | undefined> {
    const source = await open(path);
    if (!source || depth > 20) return undefined;
    let node: Node | null = source.document.contents;
    let found: Node | null = node;
    for (const [index, key] of keys.entries()) {
      const reference = referenceIn(node);
      if (reference !== undefined) return await follow(path, reference, keys.slice(index), depth);
      const [label, value] = stepInto(node, key);
      if (!label) break;
      found = label;
      node = value;
    }
    return found?.range ? { file: path, line: source.lines.linePos(found.range[0]).line } : undefined;
  }

  const follow = (path: string, reference: string, rest: string[], depth: number): Promise<Line | undefined> => {
    const [target = '', fragment = ''] = reference.split('#');
    const next = target === '' ? path : resolve(dirname(path), target);
    return find(next, [...keysOf(`#${fragment}`), ...rest], depth + 1);
  };
  return (pointer) => find(resolve(file), keysOf(pointer), 0);
}

async function readSource(path: string): Promise<Source | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines }), lines };
}

const keysOf = (pointer: string): string[] =>
  pointer
    .replace(/^#\/?/, '')
    .split('/')
    .filter((key) => key !== '')
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));

function referenceIn(node: Node | null): string | undefined {
  const value = isMap(node) ? node.get('$ref') : undefined;
  return typeof value === 'string' ? value : undefined;
}

function stepInto(node: Node | null, key: string): [label: Node | undefined, value: Node | null] {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
    return pair ? [pair.key as Node, pair.value as Node | null] : [undefined, null];
  }
  const item = (node as { items?: unknown[] } | null)?.items?.[Number(key)];
  return isNode(item) ? [item, item] : [undefined, null];
}
