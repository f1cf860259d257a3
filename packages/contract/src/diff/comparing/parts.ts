import type { Keys } from '../reading/keys.ts';
import type { Json } from '@cc-gateway/spec';
import type { Side } from '../reading/world.ts';

/** A schema that takes part in another one, and the keys that lead to it. */
export interface Part {
  schema: Json;
  keys: Keys;
  /** Whether every value must keep it: the schema itself, and what its `allOf` holds. */
  always: boolean;
}

/** The schemas that `side` consists of, itself first: what it combines, without what its members have. */
export function partsOf({ schema, world }: Side): Part[] {
  const parts: Part[] = [];
  add(schema, [], true, 0);
  return parts;

  function add(part: Json, keys: Keys, always: boolean, depth: number): void {
    const resolved = world.resolve(part);
    if (typeof resolved !== 'object' || resolved === null || depth > 8) return;
    parts.push({ schema: resolved, keys, always });
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      for (const [index, member] of (resolved[keyword] ?? []).entries()) {
        add(member, [...keys, keyword, index], always && keyword === 'allOf', depth + 1);
      }
    }
    for (const keyword of ['not', 'if', 'then', 'else']) {
      if (resolved[keyword] !== undefined) add(resolved[keyword], [...keys, keyword], false, depth + 1);
    }
    for (const [name, member] of Object.entries(resolved.dependentSchemas ?? {})) {
      add(member, [...keys, 'dependentSchemas', name], false, depth + 1);
    }
  }
}

/** A member of an object, or the items of an array, as the parts of a schema declare it. */
export interface Declared {
  schema: Json;
  keys: Keys;
}

/** The members that a schema declares, by name. What several parts declare must keep all of them, or one of several. */
export function membersOf(side: Side): Map<string, Declared> {
  const found = new Map<string, { always: Json[]; sometimes: Json[]; keys: Keys }>();
  for (const { schema, keys, always } of partsOf(side).filter(({ keys }) => !keys.includes('not'))) {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const entry = found.get(name) ?? { always: [], sometimes: [], keys: [...keys, 'properties', name] };
      (always ? entry.always : entry.sometimes).push(member);
      found.set(name, entry);
    }
  }
  return new Map(
    [...found].map(([name, { always, sometimes, keys }]) => {
      const all = [...always, ...(sometimes.length > 1 ? [{ anyOf: sometimes }] : sometimes)];
      return [name, { schema: all.length > 1 ? { allOf: all } : all[0], keys }];
    }),
  );
}

/** The schema of the items of an array; undefined where none is given. */
export function itemsOf(side: Side): Declared | undefined {
  const part = partsOf(side).find(({ schema, always }) => always && schema.items !== undefined);
  return part && { schema: part.schema.items, keys: [...part.keys, 'items'] };
}

/** Whether a value keeps a schema exactly when it keeps all of the schema's `allOf` parts. */
export const isPlain = (side: Side): boolean => partsOf(side).every(({ always }) => always);
