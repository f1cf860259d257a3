import type { Way, Written } from '@cc-gateway/openapi';
import { child, children, isObject, keysOf, type Node, type Tree } from './node.ts';

/** A document as a tree of nodes; `nameOf` tells how its files are called. */
export function treeOf({ root, version, files, find }: Written, nameOf: (url: string) => string): Tree {
  const urls = new Map([...files.keys()].map((url) => [nameOf(url), url]));
  const known = new Map<Way, Node>();
  const tree: Tree = {
    root: { value: root.root, file: nameOf(root.url) } as Node,
    isOld: version === '3.0',
    texts: new Map([...files.values()].map(({ url, text }) => [nameOf(url), text])),
    target: (node) => leadingTo(node.value.$ref, node),
    dynamicTargets(node) {
      const name: string = node.value.$dynamicRef;
      const found = leadingTo(name, node);
      const anchor: unknown = found?.value?.$dynamicAnchor;
      if (!found || anchor === undefined || !name.endsWith(`#${String(anchor)}`)) return found ? [found] : [];
      anchors ??= [...files.keys()].flatMap((file) => anchorsIn(nodeAt({ file, keys: [] })));
      return anchors.filter(({ value }) => value.$dynamicAnchor === anchor);
    },
  };
  let anchors: Node[] | undefined;
  tree.root.tree = tree;
  return tree;

  function leadingTo(reference: string, node: Node): Node | undefined {
    const way = find(reference, urls.get(node.file)!, keysOf(node).map(String));
    if (!way) return undefined;
    let found = known.get(way);
    if (!found) known.set(way, (found = nodeAt(way)));
    return found;
  }

  function nodeAt({ file, keys }: Way): Node {
    const start = file === root.url ? tree.root : { value: files.get(file)!.root, file: nameOf(file), tree };
    return keys.reduce<Node>(child, start);
  }
}

/** The schemas with a dynamic anchor in a part of a document. */
const anchorsIn = (node: Node): Node[] => [
  ...(isObject(node.value) && typeof node.value.$dynamicAnchor === 'string' ? [node] : []),
  ...children(node).flatMap(anchorsIn),
];
