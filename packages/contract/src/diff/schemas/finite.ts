import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { accepts, isOf } from './accepts.ts';
import type { Schema, Type } from './schema.ts';
import { slicesOf, type Slice } from './shape.ts';

/** All values of a type that a schema takes, where they are named one by one; undefined where they are not. */
export function finiteValues(schema: Schema, type: Type, slice: Slice): Json[] | undefined {
  const named = namedIn(type, slice, 0);
  return named && unique(named).filter((value) => isOf(type, value) && accepts(schema, value) !== false);
}

const unique = (values: Json[]): Json[] => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];

function namedIn(type: Type, { parts, alternatives }: Slice, depth: number): Json[] | undefined {
  if (type === 'null') return [null];
  for (const { value } of parts) {
    if (!isObject(value)) continue;
    if (Array.isArray(value.enum)) return value.enum;
    if (value.const !== undefined) return [value.const];
  }
  for (const { branches } of alternatives) {
    const lists =
      depth > 3 ? [undefined] : branches.map((branch) => namedIn(type, slicesOf(branch).get(type)!, depth + 1));
    if (lists.every((list) => list !== undefined)) return lists.flat();
  }
  return type === 'boolean' ? [true, false] : undefined;
}
