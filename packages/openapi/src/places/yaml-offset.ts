import type { Document, Node } from 'yaml';
import { modules } from '../modules.ts';

let last: { text: string; document: Document } | undefined;

/** The offset of what keys lead to in a text of YAML, or of the nearest part around it. */
export function yamlOffset(text: string, keys: readonly string[]): number {
  const { isAlias, isMap, isScalar, isSeq, parseDocument } = modules.yaml;
  // Many places of one text are asked for, one after the other.
  if (last?.text !== text)
    last = { text, document: parseDocument(text, { logLevel: 'silent', keepSourceTokens: false }) };
  const { document } = last;
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((each) => String(isScalar(each.key) ? each.key.value : each.key) === key);
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node) && node.items[Number(key)]) {
      node = node.items[Number(key)] as Node;
      offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
