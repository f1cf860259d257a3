import type { Json } from './document.ts';

/** What gateways are known to do against a schema, `x-tolerated`: clients take it, checks warn. */
export interface Tolerated {
  /** The member may be missing. */
  absent?: boolean;
  /** Values that are taken beside those of the schema. */
  schema?: Json;
  /** The decision page that says why, relative to `spec/`. */
  decision: string;
}

/** `schema` with every tolerated deviation allowed, as plain JSON Schema. */
export function tolerantSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(tolerantSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { 'x-tolerated': tolerated, ...rest } = schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, tolerantSchema(value)]));
  if (inner.required && schema.properties) {
    inner.required = schema.required.filter((name: string) => !schema.properties[name]?.['x-tolerated']?.absent);
  }
  if (!tolerated?.schema) return inner;
  const { description, ...strict } = inner;
  return { ...(description && { description }), anyOf: [strict, tolerated.schema] };
}
