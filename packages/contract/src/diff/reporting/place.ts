import { keysOf, type Node } from '../reading/node.ts';
import type { Place } from '../judging/change.ts';
import type { Source } from '../reading/source.ts';
import { linesOf } from './lines.ts';

/** The places of nodes in the files that they were read from, each file read once. */
export function placesOf(nodes: (Node | undefined)[], source: Source): (Place | undefined)[] {
  const byFile = new Map<string, Node[]>();
  for (const node of nodes.filter((one) => one !== undefined))
    byFile.set(node.file, [...(byFile.get(node.file) ?? []), node]);
  const places = new Map<Node, Place>();
  for (const [file, own] of byFile) {
    const keys = own.map(keysOf);
    const lines = linesOf(own[0]!.tree.texts.get(file) ?? '', keys);
    for (const [index, node] of own.entries()) {
      places.set(node, { file: source.nameOf(file), line: lines[index]!, pointer: pointerOf(keys[index]!) });
    }
  }
  return nodes.map((node) => node && places.get(node));
}

const pointerOf = (keys: (string | number)[]): string =>
  `#/${keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
