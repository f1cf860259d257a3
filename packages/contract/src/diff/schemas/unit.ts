import type { Json } from '@cc-gateway/spec';
import { child, isObject, keysOf, type Node, type Tree } from '../reading/node.ts';
import type { Direction, Finding, Relation } from './finding.ts';
import { partsOf, type Schema } from './schema.ts';

/** How a part of a schema bears on the whole: the same way, the other way as under `not`, or both ways as under `if`. */
export type Polarity = 'same' | 'reversed' | 'both';

/** A pair of schemas inside another pair. */
export interface Edge {
  unit: Unit;
  polarity: Polarity;
  /** The way of values on which alone the part counts, as `readOnly` does. */
  only: Direction | undefined;
  /** How one gets there, in words: `member name`, `item`. */
  label: string;
  /** Whether the part is always there, so that its default says nothing. */
  isSent: boolean;
}

/** A schema in both documents, what differs between its sides, and the pairs inside. */
export interface Unit {
  base: Schema;
  revision: Schema;
  findings: Finding[];
  edges: Edge[];
  isDone: boolean;
}

/** Where pairs of schemas are kept, each once. */
export interface Units {
  /** The pair, compared in its turn. */
  of(base: Schema, revision: Schema): Unit;
  /** The pair, compared now with up to so many that it reaches; for questions such as whether one schema takes all that another takes. */
  settled(base: Schema, revision: Schema, most: number): Unit;
  /** Compares pairs, and all that they reach. */
  run(starts: Unit[]): void;
}

/** What the comparison of one pair writes to. */
export interface Desk {
  units: Units;
  base: Schema;
  revision: Schema;
  /** Whether fewer values, or more, were found to be taken already. */
  has(relation: Relation): boolean;
  add(finding: Omit<Finding, 'base' | 'revision'> & { base?: Node | undefined; revision?: Node | undefined }): void;
  into(
    base: Schema,
    revision: Schema,
    label: string,
    how?: { polarity?: Polarity; only?: Direction | undefined; isSent?: boolean },
  ): void;
}

/** Keywords whose values are no schemas. */
const data = new Set(['const', 'enum', 'default', 'example', 'examples', 'required', 'mapping']);

/**
 * Whether two nodes are the same text, but for what their references name: those are pairs to be compared by themselves,
 * told to `meet`. Proof without search: what is the same text takes the same values as far as its references do.
 */
export function isSameText(
  x: Node,
  y: Node,
  meet: (edge: Omit<Edge, 'unit' | 'isSent'> & { base: Node; revision: Node }) => void,
): boolean {
  return walk(x, y, 'same', undefined, []);

  function walk(one: Node, other: Node, polarity: Polarity, only: Direction | undefined, names: string[]): boolean {
    const [a, b] = [one.value, other.value];
    if (!isObject(a) || !isObject(b)) return Object.is(a, b);
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    if (names.length > 400) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    if (Array.isArray(a) && isReordered(a, b)) return false;
    // What the others declare is looked at by this one.
    if (a.unevaluatedProperties === false || a.unevaluatedItems === false) return false;
    const isReference = typeof a.$ref === 'string' && typeof b.$ref === 'string';
    const way = a.readOnly === true ? 'response' : a.writeOnly === true ? 'request' : only;
    if (isReference) meet({ base: one, revision: other, polarity, only: way, label: names.join(' ') });
    if (typeof a.$dynamicRef === 'string') {
      const targets = dynamicPairs(one, other);
      if (!targets) return false;
      for (const [base, revision] of targets) meet({ base, revision, polarity, only: way, label: names.join(' ') });
    }
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false;
      if (isReference && key === '$ref') continue;
      if (data.has(key)) {
        if (!isEqual(a[key], b[key])) return false;
        continue;
      }
      const turned = key === 'not' ? reversed[polarity] : key === 'if' ? 'both' : polarity;
      const inner = isObject(a[key]) ? [...names, ...wordsOf(one, key)] : names;
      if (!walk(child(one, key), child(other, key), turned, way, inner)) return false;
    }
    return true;
  }
}

/**
 * What dynamic references may name on both sides, by the places where it stands; undefined where there is one more, or less, in
 * a component that both documents have: which one is meant there may have changed.
 */
export function dynamicPairs(base: Node, revision: Node): [Node, Node][] | undefined {
  const [then, now] = [base, revision].map(
    (node) => new Map(node.tree.dynamicTargets(node).map((target) => [JSON.stringify(keysOf(target)), target])),
  ) as [Map<string, Node>, Map<string, Node>];
  const isMoved = (targets: Map<string, Node>, others: Map<string, Node>, tree: Tree): boolean =>
    [...targets].some(([place, target]) => !others.has(place) && hasComponent(tree, keysOf(target)));
  if (isMoved(then, now, revision.tree) || isMoved(now, then, base.tree)) return undefined;
  const pairs = [...then].flatMap(([place, target]): [Node, Node][] =>
    now.has(place) ? [[target, now.get(place)!]] : [],
  );
  return pairs.length > 0 ? pairs : undefined;
}

/** Whether a document has the component in which keys lead to a place. */
const hasComponent = ({ root }: Tree, keys: (string | number)[]): boolean =>
  keys.slice(0, 3).reduce<Node>(child, root).value !== undefined;

/** Whether a list has at one place what the other has at another: its items are told apart by what they say, then. */
const isReordered = (one: Json[], other: Json[]): boolean =>
  one.some((item, index) => !isEqual(item, other[index]) && other.some((moved) => isEqual(item, moved)));

const reversed = { same: 'reversed', reversed: 'same', both: 'both' } as const;

function wordsOf(parent: Node, key: string): string[] {
  if (key === 'items' || key === 'prefixItems') return ['item'];
  return parent.key === 'properties' ? ['member', key] : [];
}

/** Whether two values are the same JSON. */
export function isEqual(a: Json, b: Json): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}

/** The way on which a member counts, behind references: what is `readOnly` is no part of requests. */
export function wayOf(schema: Schema): Direction | undefined {
  const parts = partsOf(schema);
  if (parts.some(({ value }) => value?.readOnly === true)) return 'response';
  return parts.some(({ value }) => value?.writeOnly === true) ? 'request' : undefined;
}

/** Whether a member is said to go one way only, and the other way only. */
export function isBothWays(schema: Schema): boolean {
  const parts = partsOf(schema);
  return ['readOnly', 'writeOnly'].every((keyword) => parts.some(({ value }) => value?.[keyword] === true));
}
