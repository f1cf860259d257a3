import type { Json } from '@cc-gateway/spec';
import { asModern } from './modernised.ts';
import type { Schemas } from './schema.ts';
import { maps } from './self-contained.ts';

/** Keywords whose schemas look at the same value as the schema that they stand in. */
const lists = new Set(['allOf', 'anyOf', 'oneOf']);
const branches = new Set(['then', 'else']);

/** Keywords whose schemas look at parts of the value. */
const parts = new Set(['items', 'prefixItems', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']);

const known = new WeakMap<Schemas, Map<string, Json>>();
const numbers = new WeakMap<object, number>();
let count = 0;

/**
 * The schema of a body as a request carries it: without what only answers carry (`readOnly`), at any depth. A provider may
 * refuse a body that breaks it, and need not refuse one that lacks a member of answers. The same for the same schema.
 */
export function requestSchema(schemas: Schemas, schema: Json): Json {
  let found = known.get(schemas);
  if (!found) known.set(schemas, (found = new Map()));
  return stripped(schemas, schema, new Set(), found);
}

function stripped(schemas: Schemas, given: Json, above: Set<string>, found: Map<string, Json>): Json {
  const schema = schemas.plain(given);
  if (typeof schema !== 'object' || schema === null) return schema;
  const names = new Set([...above, ...readOnlyNames(schemas, schema)]);
  const key = [numberOf(schema), ...names].join('\n');
  if (found.has(key)) return found.get(key);
  const copy: Json = asModern({});
  found.set(key, copy);
  const inner = (part: Json): Json =>
    Array.isArray(part) ? part.map(inner) : stripped(schemas, part, new Set(), found);
  const same = (part: Json): Json => stripped(schemas, part, names, found);
  for (const [keyword, value] of Object.entries<Json>(schema)) {
    if (keyword === 'required' && Array.isArray(value)) copy.required = value.filter((name) => !names.has(name));
    else if (lists.has(keyword) && Array.isArray(value)) copy[keyword] = value.map(same);
    else if (branches.has(keyword)) copy[keyword] = same(value);
    else if (maps.has(keyword) && keyword !== '$defs') {
      const kept = Object.entries<Json>(value ?? {}).filter(([name]) => keyword !== 'properties' || !names.has(name));
      const each = keyword === 'dependentSchemas' ? same : inner;
      copy[keyword] = Object.fromEntries(kept.map(([name, part]) => [name, each(part)]));
    } else copy[keyword] = parts.has(keyword) ? inner(value) : value;
  }
  return copy;
}

/** The members that only answers carry, of whatever part of the schema they stand in. */
function readOnlyNames(schemas: Schemas, given: Json, seen = new Set<Json>()): string[] {
  const schema = schemas.plain(given);
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const own = Object.entries<Json>(schema.properties ?? {}).filter(([, property]) => isReadOnly(schemas, property));
  const others = [...lists].flatMap((keyword) => schema[keyword] ?? []).concat([schema.then, schema.else]);
  return [...own.map(([name]) => name), ...others.flatMap((part: Json) => readOnlyNames(schemas, part, seen))];
}

function isReadOnly(schemas: Schemas, given: Json, depth = 0): boolean {
  const schema = schemas.plain(given);
  if (typeof schema !== 'object' || schema === null || depth > 8) return false;
  return (
    schema.readOnly === true ||
    (Array.isArray(schema.allOf) && schema.allOf.some((part: Json) => isReadOnly(schemas, part, depth + 1)))
  );
}

function numberOf(schema: object): number {
  if (!numbers.has(schema)) numbers.set(schema, (count += 1));
  return numbers.get(schema)!;
}
