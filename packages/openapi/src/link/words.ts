import type { Json } from '../json.ts';
import type { Dialect } from './dialect.ts';

/** A schema in the words of 2020-12; what it holds is left as it is. */
export interface Reworded {
  schema: Json;
  /** The key under which a member stood before, by the key under which it stands now. */
  from?: Record<string, string>;
}

/** Members of a schema that say nothing of values: they stay outside when the rest is wrapped. */
const notes = new Set(
  (
    'title description default example examples deprecated readOnly writeOnly externalDocs xml $comment ' +
    '$id $schema $anchor $dynamicAnchor $recursiveAnchor $defs definitions'
  ).split(' '),
);

/** Whether a member of a schema decides nothing about values. */
export const isNote = (key: string): boolean => notes.has(key) || key.startsWith('x-');

/** Parts of a schema that were made for rewording; they stand where the schema itself stands. */
export const wrapped = new WeakSet<object>();

/** A schema of a dialect, said in 2020-12. Its own members alone are looked at. */
export function reworded(schema: Json, dialect: Dialect): Reworded {
  if (dialect === '3.0') return { schema: withoutNullable(withNumericBounds(schema)) };
  if (dialect === 'draft' || dialect === '2019-09') return ofDraft(withNumericBounds(schema));
  return { schema };
}

/** Bounds whose exclusion is a flag, as numbers. */
function withNumericBounds(given: Json): Json {
  if (typeof given.exclusiveMinimum !== 'boolean' && typeof given.exclusiveMaximum !== 'boolean') return given;
  const schema = { ...given };
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[flag] !== 'boolean') continue;
    const isExclusive = schema[flag] && schema[bound] !== undefined;
    delete schema[flag];
    if (!isExclusive) continue;
    schema[flag] = schema[bound];
    delete schema[bound];
  }
  return schema;
}

/** `nullable` said by types; it lets null in also where no type is named, and where an enumeration lacks it, as its users mean it. */
function withoutNullable(given: Json): Json {
  if (!Object.hasOwn(given, 'nullable')) return given;
  const { nullable, ...schema } = given;
  if (nullable !== true) return schema;
  if (typeof schema.type === 'string') {
    const others = schema.allOf || schema.anyOf || schema.oneOf || schema.not;
    if (!others) {
      return {
        ...schema,
        type: [schema.type, 'null'],
        ...(Array.isArray(schema.enum) && !schema.enum.includes(null) && { enum: [...schema.enum, null] }),
      };
    }
  }
  const entries = Object.entries<Json>(schema);
  const rest = entries.filter(([key]) => !isNote(key));
  if (rest.length === 0) return schema;
  const parts = [Object.fromEntries(rest), { type: 'null' }];
  for (const part of parts) wrapped.add(part);
  wrapped.add(parts);
  return { ...Object.fromEntries(entries.filter(([key]) => isNote(key))), anyOf: parts };
}

/** Lists by position, and dependencies, of the drafts 4 to 7. */
function ofDraft(given: Json): Reworded {
  const { dependencies, ...schema } = given;
  const from: Record<string, string> = {};
  if (Array.isArray(schema.items)) {
    schema.prefixItems = schema.items;
    from.prefixItems = 'items';
    delete schema.items;
    if (schema.additionalItems !== undefined) {
      schema.items = schema.additionalItems;
      from.items = 'additionalItems';
    }
  }
  delete schema.additionalItems;
  const entries = Object.entries<Json>(dependencies ?? {});
  const [names, schemas] = [true, false].map((isList) =>
    entries.filter(([, value]) => Array.isArray(value) === isList),
  ) as [typeof entries, typeof entries];
  if (names.length > 0) schema.dependentRequired = Object.fromEntries(names);
  if (schemas.length > 0) {
    schema.dependentSchemas = Object.fromEntries(schemas);
    from.dependentSchemas = 'dependencies';
  }
  return { schema, from };
}
