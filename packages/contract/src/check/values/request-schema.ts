import { standFor } from '@cc-gateway/openapi';
import type { Json } from '@cc-gateway/spec';
import type { Schemas } from './schema.ts';

/** Keywords whose schemas look at the same value as the schema that they stand in. */
const lists = new Set(['allOf', 'anyOf', 'oneOf']);
const branches = new Set(['then', 'else']);

/** Keywords whose values are schemas by names. */
const maps = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);

/** Keywords whose schemas look at parts of the value. */
const parts = new Set(['items', 'prefixItems', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']);

type Mark = 'readOnly' | 'writeOnly';

/** What has been made: of whole schemas, and of each part below a set of names. */
interface Made {
  whole: WeakMap<object, Json>;
  found: Map<string, Json>;
}

const known = {
  readOnly: new WeakMap<Schemas, Made>(),
  writeOnly: new WeakMap<Schemas, Made>(),
};
const numbers = new WeakMap<object, number>();
let count = 0;

/**
 * The schema of a body as a request carries it: without what only answers carry (`readOnly`), at any depth. A provider may
 * refuse a body that breaks it, and need not refuse one that lacks a member of answers. The same for the same schema.
 */
export const requestSchema = (schemas: Schemas, schema: Json): Json => schemaFor('readOnly', schemas, schema);

/** The schema of a body as an answer carries it: it need not have what only requests carry (`writeOnly`). */
export const answerSchema = (schemas: Schemas, schema: Json): Json => schemaFor('writeOnly', schemas, schema);

function schemaFor(mark: Mark, schemas: Schemas, schema: Json): Json {
  if (typeof schema !== 'object' || schema === null) return schema;
  let made = known[mark].get(schemas);
  if (!made) known[mark].set(schemas, (made = { whole: new WeakMap(), found: new Map() }));
  let whole = made.whole.get(schema);
  if (!whole) made.whole.set(schema, (whole = stripped({ mark, found: made.found }, schema, new Set())));
  return whole;
}

interface Stripping {
  mark: Mark;
  found: Map<string, Json>;
}

function stripped(stripping: Stripping, schema: Json, above: Set<string>): Json {
  const { mark, found } = stripping;
  if (typeof schema !== 'object' || schema === null) return schema;
  const names = new Set([...above, ...markedNames(stripping, schema)]);
  const key = [numberOf(schema), ...names].join('\n');
  if (found.has(key)) return found.get(key);
  const copy: Json = {};
  found.set(key, copy);
  standFor(copy, schema);
  const inner = (part: Json): Json => (Array.isArray(part) ? part.map(inner) : stripped(stripping, part, new Set()));
  const same = (part: Json): Json => stripped(stripping, part, names);
  for (const [keyword, value] of Object.entries<Json>(schema)) {
    if (keyword === 'required' && Array.isArray(value)) copy.required = value.filter((name) => !names.has(name));
    else if (lists.has(keyword) && Array.isArray(value)) copy[keyword] = value.map(same);
    else if (branches.has(keyword)) copy[keyword] = same(value);
    else if (maps.has(keyword) && keyword !== '$defs') {
      const isDropped = (name: string): boolean => mark === 'readOnly' && keyword === 'properties' && names.has(name);
      const kept = Object.entries<Json>(value ?? {}).filter(([name]) => !isDropped(name));
      const each = keyword === 'dependentSchemas' ? same : inner;
      copy[keyword] = Object.fromEntries(kept.map(([name, part]) => [name, each(part)]));
    } else copy[keyword] = parts.has(keyword) ? inner(value) : value;
  }
  return copy;
}

/** The members that are marked, of whatever part of the schema they stand in. */
function markedNames(stripping: Stripping, schema: Json, seen = new Set<Json>()): string[] {
  const { mark } = stripping;
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const own = Object.entries<Json>(schema.properties ?? {}).filter(([, member]) => isMarked(member, mark));
  const others = [...lists].flatMap((keyword) => schema[keyword] ?? []).concat([schema.then, schema.else]);
  return [...own.map(([name]) => name), ...others.flatMap((part: Json) => markedNames(stripping, part, seen))];
}

/** Whether a schema, or a part of it that holds in any case, has a mark. */
export function isMarked(schema: Json, mark: Mark, depth = 0): boolean {
  if (typeof schema !== 'object' || schema === null || depth > 8) return false;
  const parts: Json[] = Array.isArray(schema.allOf) ? schema.allOf : [];
  return schema[mark] === true || parts.some((part) => isMarked(part, mark, depth + 1));
}

function numberOf(schema: object): number {
  if (!numbers.has(schema)) numbers.set(schema, (count += 1));
  return numbers.get(schema)!;
}
