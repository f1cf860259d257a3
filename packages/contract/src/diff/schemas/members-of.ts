import type { Json } from '@cc-gateway/spec';
import { child, isObject, type Node } from '../reading/node.ts';
import { memberOf } from './accepts.ts';
import { leastOf, mostOf, schemaAt, type Schema } from './schema.ts';
import { slicesOf, type Slice } from './shape.ts';

/** What a schema asks of objects. */
export interface Objects {
  slice: Slice;
  required: Set<string>;
  /** The members that are declared by name. */
  declared: Map<string, Node>;
  patterns: string[];
  least: number;
  most: number;
  /** The members that some other member needs. */
  needed: Map<string, Set<string>>;
}

export function objectsOf(slice: Slice): Objects {
  const parts = slice.parts.filter(({ value }) => isObject(value));
  const declared = new Map<string, Node>();
  const needed = new Map<string, Set<string>>();
  for (const part of parts) {
    const properties = child(part, 'properties');
    for (const name of isObject(properties.value) ? Object.keys(properties.value) : []) {
      if (!declared.has(name)) declared.set(name, child(properties, name));
    }
    for (const [name, others] of Object.entries<Json>(part.value.dependentRequired ?? {}))
      needed.set(name, new Set([...(needed.get(name) ?? []), ...others]));
  }
  const rules: Json[] = parts.map(({ value }) => value);
  return {
    slice,
    required: new Set(rules.flatMap(({ required }) => (Array.isArray(required) ? required : []))),
    declared,
    patterns: [...new Set(rules.flatMap(({ patternProperties }) => Object.keys(patternProperties ?? {})))],
    least: leastOf(rules, 'minProperties'),
    most: mostOf(rules, 'maxProperties'),
    needed,
  };
}

/** What all parts ask of a member. */
export const memberIn = ({ slice }: Objects, name: string): Schema =>
  slice.parts.filter(({ value }) => isObject(value)).flatMap((part) => memberOf(part, name).flat());

/** What all parts ask of members that no name and no pattern declares. */
export const restOf = ({ slice }: Objects): Schema =>
  slice.parts.filter(({ value }) => isObject(value)).flatMap((part) => schemaAt(part, 'additionalProperties'));

/** Whether members that are not declared are refused. */
export const isClosed = (objects: Objects): boolean => slicesOf(restOf(objects)).size === 0;

/** Whether they are refused, also where what others declare is looked at. */
export const isSealed = (objects: Objects): boolean =>
  isClosed(objects) || objects.slice.parts.some(({ value }) => value?.unevaluatedProperties === false);

export const without = (object: Json, names: string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
