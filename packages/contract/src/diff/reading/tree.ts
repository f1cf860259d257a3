import type { Way, Written } from '@cc-gateway/openapi';
import { child, keysOf, type Node, type Tree } from './node.ts';

/** A document as a tree of nodes; `nameOf` tells how its files are called. */
export function treeOf({ root, version, files, find }: Written, nameOf: (url: string) => string): Tree {
  const urls = new Map([...files.keys()].map((url) => [nameOf(url), url]));
  const known = new Map<Way, Node>();
  const tree: Tree = {
    root: { value: root.root, file: nameOf(root.url) } as Node,
    isOld: version === '3.0',
    texts: new Map([...files.values()].map(({ url, text }) => [nameOf(url), text])),
    target(node) {
      const way = find(node.value.$ref, urls.get(node.file)!, keysOf(node).map(String));
      if (!way) return undefined;
      let found = known.get(way);
      if (!found) known.set(way, (found = nodeAt(way)));
      return found;
    },
  };
  tree.root.tree = tree;
  return tree;

  function nodeAt({ file, keys }: Way): Node {
    const start = file === root.url ? tree.root : { value: files.get(file)!.root, file: nameOf(file), tree };
    return keys.reduce<Node>(child, start);
  }
}
