import type { Json } from './document.ts';

/** A schema and those of its `allOf`, at any depth: a value keeps all of them. */
export const partsOf = (schema: Json): Json[] =>
  typeof schema === 'object' && schema !== null ? [schema, ...(schema.allOf ?? []).flatMap(partsOf)] : [];

/** The members that a schema names, in itself and in its `allOf`; the first to name one says what it is. */
export function membersOf(schema: Json): Record<string, Json> {
  const members: Record<string, Json> = {};
  for (const [name, member] of partsOf(schema).flatMap((part) => Object.entries<Json>(part.properties ?? {}))) {
    if (!Object.hasOwn(members, name)) members[name] = member;
  }
  return members;
}
