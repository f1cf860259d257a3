import { locateAll, pointerTo } from '@cc-gateway/openapi';
import { keysOf, type Node } from '../reading/node.ts';
import type { Place } from '../judging/change.ts';
import type { Source } from '../reading/source.ts';

/** The places of nodes in the files that they were read from, each file read once. */
export function placesOf(nodes: (Node | undefined)[], source: Source): (Place | undefined)[] {
  const byFile = new Map<string, Node[]>();
  for (const node of nodes) {
    if (!node) continue;
    const own = byFile.get(node.file);
    if (own) own.push(node);
    else byFile.set(node.file, [node]);
  }
  const places = new Map<Node, Place>();
  for (const [file, own] of byFile) {
    const keys = own.map(keysOf);
    const lines = locateAll(own[0]!.tree.texts.get(file) ?? '', keys);
    for (const [index, node] of own.entries()) {
      places.set(node, { file: source.nameOf(file), line: lines[index]!.line, pointer: pointerTo(...keys[index]!) });
    }
  }
  return nodes.map((node) => node && places.get(node));
}
