import { reach, rewritten } from '@cc-gateway/openapi';
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

const copies = new WeakMap<object>();
const strict = new WeakSet<object>();

/** `schema` with every tolerated deviation allowed, as plain JSON Schema; itself where nothing is tolerated. */
export function tolerantSchema(schema: Json): Json {
  if (typeof schema !== 'object' || schema === null || strict.has(schema)) return schema;
  const reached = [...reach(schema)];
  if (reached.some((each) => each['x-tolerated'])) return rewritten(schema, tolerate, copies);
  for (const each of reached) strict.add(each);
  return schema;
}

function tolerate(copy: Json, { 'x-tolerated': tolerated, properties, required }: Json): void {
  delete copy['x-tolerated'];
  if (Array.isArray(required) && properties) {
    copy.required = required.filter((name: string) => !properties[name]?.['x-tolerated']?.absent);
  }
  if (!tolerated?.schema) return;
  const { description, ...own } = copy;
  for (const key of Object.keys(copy)) delete copy[key];
  Object.assign(copy, { ...(description && { description }), anyOf: [own, tolerated.schema] });
}
