import type { Json } from '@cc-gateway/spec';

/** The keys that lead from the root of a file to a place. */
export type Keys = readonly (string | number)[];

/** A value of a document, and where it stands: the way up to the root of its file. */
export interface Node {
  value: Json;
  tree: Tree;
  /** The file in which it stands, as the tree knows it. */
  file: string;
  parent?: Node;
  key?: string | number;
}

/** A document with the files that it names, every reference as it is written. */
export interface Tree {
  root: Node;
  /** Whether its schemas are those of OpenAPI 3.0. */
  isOld: boolean;
  /** The node that the `$ref` of a node names; undefined where there is none. */
  target(node: Node): Node | undefined;
  /** What the `$dynamicRef` of a node may name: one node, or each with that dynamic anchor, which the way to the node decides. */
  dynamicTargets(node: Node): Node[];
  /** The text of each file, by its name. */
  texts: ReadonlyMap<string, string>;
}

/** The part of a node under a key; its value is undefined where there is none. */
export const child = (parent: Node, key: string | number): Node => ({
  value: isObject(parent.value) && Object.hasOwn(parent.value, key) ? parent.value[key] : undefined,
  tree: parent.tree,
  file: parent.file,
  parent,
  key,
});

/** The part that keys lead to, each step behind references. */
export const descend = (from: Node, ...keys: (string | number)[]): Node =>
  keys.reduce<Node>((node, key) => child(follow(node), key), from);

/** The members of an object, or the items of a list, as nodes. */
export const children = (node: Node): Node[] =>
  isObject(node.value)
    ? (Array.isArray(node.value) ? [...node.value.keys()] : Object.keys(node.value)).map((key) => child(node, key))
    : [];

/** The keys from the root of the file. */
export function keysOf(node: Node): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Node | undefined = node; at?.key !== undefined; at = at.parent) keys.unshift(at.key);
  return keys;
}

/** The node that a reference names, through all references; the node itself where it is none, or leads nowhere. */
export function follow(node: Node): Node {
  let at = node;
  for (let hops = 0; hops < 30 && typeof at.value?.$ref === 'string'; hops += 1) {
    const next = at.tree.target(at);
    if (!next) return at;
    at = next;
  }
  return at;
}

/** Whether a value is an object or a list. */
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
