import type { Json } from './document.ts';

/** A schema and those of its `allOf`, at any depth: a value keeps all of them. */
export function partsOf(schema: Json, seen = new Set<Json>()): Json[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  return [schema, ...(schema.allOf ?? []).flatMap((part: Json) => partsOf(part, seen))];
}

/** The members that a schema names, in itself and in its `allOf`; the last to name one, which narrows the others, says what it is. */
export const membersOf = (schema: Json): Record<string, Json> =>
  Object.fromEntries(partsOf(schema).flatMap((part) => Object.entries<Json>(part.properties ?? {})));
