import type { Json } from '@cc-gateway/spec';
import { child, isObject, type Node, type Tree } from './node.ts';

/** Joins files to a tree. `resolve` gives the name of the file that a reference of another one means. */
export function treeOf(
  main: string,
  files: ReadonlyMap<string, Json>,
  texts: ReadonlyMap<string, string>,
  resolve: (from: string, reference: string) => string,
): Tree {
  const value = files.get(main);
  const known = new Map<string, Node | undefined>();
  const anchors = new Map<string, Map<string, Node>>();
  const tree: Tree = {
    root: { value, file: main } as Node,
    isOld: String(value?.openapi).startsWith('3.0'),
    texts,
    target(node) {
      const reference: string = node.value.$ref;
      const [name = '', fragment = ''] = reference.split('#', 2);
      const file = name === '' ? node.file : resolve(node.file, name);
      const id = `${file}#${fragment}`;
      if (!known.has(id)) known.set(id, find(file, fragment));
      return known.get(id);
    },
  };
  tree.root.tree = tree;
  return tree;

  function find(file: string, fragment: string): Node | undefined {
    if (!files.has(file)) return undefined;
    const root: Node = file === main ? tree.root : { value: files.get(file), file, tree };
    if (fragment !== '' && !fragment.startsWith('/')) return anchorsOf(root).get(fragment);
    let at = root;
    for (const key of fragment.split('/').slice(1)) {
      at = child(at, decoded(key));
      if (at.value === undefined) return undefined;
    }
    return at;
  }

  function anchorsOf(root: Node): Map<string, Node> {
    let found = anchors.get(root.file);
    if (!found) {
      anchors.set(root.file, (found = new Map()));
      for (const node of everyNode(root)) {
        const name = node.value.$anchor ?? node.value.$dynamicAnchor;
        if (typeof name === 'string') found.set(name, node);
      }
    }
    return found;
  }
}

function decoded(key: string): string {
  const plain = key.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** Every object and list of a file, each once. */
export function* everyNode(root: Node, seen = new Set<object>()): Generator<Node> {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isObject(node.value) || seen.has(node.value)) continue;
    seen.add(node.value);
    yield node;
    for (const key of Array.isArray(node.value) ? node.value.keys() : Object.keys(node.value)) {
      if (isObject(node.value[key])) stack.push(child(node, key));
    }
  }
}
