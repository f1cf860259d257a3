import type { Json } from '@cc-gateway/spec';

const known = new WeakMap<object>();

/** A schema of OpenAPI 3.0 in the words of 2020-12: `nullable`, and bounds that are flags. The same for the same object. */
export function modernised(schema: Json): Json {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(modernised);
  if (!known.has(schema)) known.set(schema, asModern(inNewWords(schema)));
  return known.get(schema);
}

/** Has a schema taken for one in the words of 2020-12, whatever it holds; it may hold itself. */
export function asModern(schema: Json): Json {
  known.set(schema, schema);
  return schema;
}

function inNewWords(schema: Json): Json {
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, modernised(value)]),
  );
  if (rest.exclusiveMinimum === true) Object.assign(rest, { exclusiveMinimum: rest.minimum, minimum: undefined });
  if (rest.exclusiveMaximum === true) Object.assign(rest, { exclusiveMaximum: rest.maximum, maximum: undefined });
  for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) if (typeof rest[key] === 'boolean') delete rest[key];
  for (const key of ['minimum', 'maximum']) if (rest[key] === undefined) delete rest[key];
  // A member may have the name of the keyword.
  if (nullable !== true) return typeof nullable === 'object' ? { ...rest, nullable } : rest;
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
  if (typeof rest.type === 'string') return { ...rest, type: [rest.type, 'null'] };
  return rest.type ? rest : { anyOf: [rest, { type: 'null' }] };
}
