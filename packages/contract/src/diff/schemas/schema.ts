import { reworded } from '@cc-gateway/openapi';
import type { Json } from '@cc-gateway/spec';
import { child, follow, isObject, type Node } from '../reading/node.ts';

/** What a value must keep: all of these schemas of a document; anything, where there is none. */
export type Schema = readonly Node[];

/** Types of JSON, integers among the numbers. */
export type Type = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export const allTypes: readonly Type[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** A schema under a key, as a list of one; of none, where there is none. */
export const schemaAt = (node: Node, key: string | number): Schema => {
  const found = child(node, key);
  return found.value === undefined ? [] : [found];
};

const ids = new WeakMap<object, number>();
let count = 0;

/** A number for an object, the same for the same object. */
export function idOf(value: object): number {
  let id = ids.get(value);
  if (id === undefined) ids.set(value, (id = count += 1));
  return id;
}

/** A text that is the same for the same schemas. */
export const keyOf = (schema: Schema): string =>
  [...new Set(schema.map(({ value }) => (isObject(value) ? String(idOf(value)) : String(value))))].toSorted().join('+');

/** The parts that a schema consists of: behind references, with what stands beside them, and its `allOf`. */
export function partsOf(schema: Schema): Node[] {
  const [only] = schema;
  if (!only || schema.length > 1 || !isObject(only.value)) return collected(schema);
  let parts = collections.get(only.value);
  if (!parts) collections.set(only.value, (parts = collected(schema)));
  return parts;
}

const collections = new WeakMap<object, Node[]>();

function collected(schema: Schema): Node[] {
  const parts: Node[] = [];
  const seen = new Set<unknown>();
  const add = (given: Node): void => {
    const node = evaluated(plain(given));
    if (seen.has(node.value)) return;
    if (!isObject(node.value)) {
      // `true` asks for nothing.
      if (node.value === false) parts.push(node);
      return;
    }
    seen.add(node.value);
    if (typeof node.value.$ref === 'string') {
      const target = node.tree.target(node);
      // A reference that leads to itself leads nowhere.
      if (!target || target.value === undefined || typeof follow(node).value?.$ref === 'string') parts.push(node);
      else add(target);
      if (!node.tree.isOld && Object.keys(node.value).length > 1) add({ ...node, value: beside(node.value) });
      return;
    }
    if (typeof node.value.$dynamicRef === 'string') {
      const [target, ...others] = node.tree.dynamicTargets(node);
      if (target && others.length === 0) {
        add(target);
        return add({ ...node, value: beside(node.value) });
      }
    }
    const { not } = node.value;
    if (isObject(not) && not.not !== undefined && Object.keys(not).length === 1) {
      add(child(child(node, 'not'), 'not'));
      return add({ ...node, value: unrefused(node.value) });
    }
    parts.push(node);
    if (Array.isArray(node.value.allOf)) {
      const all = child(node, 'allOf');
      for (const index of node.value.allOf.keys()) add(child(all, index));
    }
  };
  for (const node of schema) add(node);
  return parts;
}

const plainer = new WeakMap();

/** A part without its `allOf`, whose schemas are parts of their own. */
export function withoutParts(part: Node): Node {
  if (part.value?.allOf === undefined) return part;
  let found = plainer.get(part.value);
  if (!found) {
    const { allOf: _, ...rest } = part.value;
    plainer.set(part.value, (found = rest));
  }
  return { ...part, value: found };
}

const admitted = new WeakMap();

/** What stands beside a refusal of what is refused, which asks for that itself. */
function unrefused(value: Json): Json {
  let rest = admitted.get(value);
  if (!rest) {
    const { not: _, ...others } = value;
    admitted.set(value, (rest = others));
  }
  return rest;
}

const rests = new WeakMap();

/** What stands beside a reference, from OpenAPI 3.1 on. */
function beside(value: Json): Json {
  let rest = rests.get(value);
  if (!rest) {
    const { $ref: _, $dynamicRef: __, ...others } = value;
    rests.set(value, (rest = others));
  }
  return rest;
}

const modern = new WeakMap();

/** A schema of OpenAPI 3.0 in the words of later versions. */
function plain(node: Node): Node {
  if (!node.tree.isOld || !isObject(node.value)) return node;
  let value = modern.get(node.value);
  if (!value) {
    modern.set(node.value, (value = reworded(node.value, '3.0').schema));
    modern.set(value, value);
  }
  return value === node.value ? node : { ...node, value };
}

/** Keywords whose schemas look at the same value: what they declare is evaluated, too. */
const lookers = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas'];

const evaluations = new WeakMap();

/** A part that nothing stands beside: what it does not evaluate is what it does not declare. */
function evaluated(node: Node): Node {
  const { value } = node;
  if (!isObject(value) || (value.unevaluatedProperties === undefined && value.unevaluatedItems === undefined))
    return node;
  if (lookers.some((keyword) => value[keyword] !== undefined)) return node;
  let found = evaluations.get(value);
  if (!found) {
    const { unevaluatedProperties, unevaluatedItems, ...rest } = value;
    found = {
      ...rest,
      ...(unevaluatedProperties !== undefined && {
        additionalProperties: rest.additionalProperties ?? unevaluatedProperties,
      }),
      ...(unevaluatedItems !== undefined &&
        (rest.contains === undefined ? { items: rest.items ?? unevaluatedItems } : { unevaluatedItems })),
    };
    evaluations.set(value, found);
    evaluations.set(found, found);
  }
  return found === value ? node : { ...node, value: found };
}

/** The schemas of a list, such as the branches of `oneOf`. */
export const branchesOf = (part: Node, keyword: string): Schema[] => {
  const list = child(part, keyword);
  return Array.isArray(list.value) ? list.value.map((_: Json, index: number) => [child(list, index)]) : [];
};

const numbersIn = (rules: Json[], keyword: string): number[] =>
  rules.map((rule) => rule[keyword]).filter((value) => typeof value === 'number');

/** The least that all rules leave of a count; what is no number asks for nothing. */
export const leastOf = (rules: Json[], keyword: string): number => Math.max(0, ...numbersIn(rules, keyword));

/** The most that all rules leave of a count. */
export const mostOf = (rules: Json[], keyword: string): number => Math.min(Infinity, ...numbersIn(rules, keyword));
