import type { Json } from './document.ts';

/** A schema and those of its `allOf`, at any depth: a value keeps all of them. */
export const partsOf = (schema: Json): Json[] =>
  typeof schema === 'object' && schema !== null ? [schema, ...(schema.allOf ?? []).flatMap(partsOf)] : [];

/** The members that a schema names, in itself and in its `allOf`; the last to name one, which narrows the others, says what it is. */
export const membersOf = (schema: Json): Record<string, Json> =>
  Object.fromEntries(partsOf(schema).flatMap((part) => Object.entries<Json>(part.properties ?? {})));
