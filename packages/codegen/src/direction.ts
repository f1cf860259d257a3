import { schemaMaps } from '@cc-gateway/openapi';
import type { Json } from '@cc-gateway/spec';

/** What marks members that a request or an answer does not carry. */
export type Mark = 'readOnly' | 'writeOnly';

/** Keywords whose values are no schemas. */
export const data = new Set(['const', 'enum', 'default', 'example', 'examples', 'required', 'dependentRequired']);

/** On a schema: content that is bytes, and no value of JSON; as an argument or as an answer. */
export const bytesMark = 'x-cc-bytes';

const known = { readOnly: new WeakMap<object>(), writeOnly: new WeakMap<object>() };

/** The schema of what a request carries: without members that only answers have. */
export const requestSchema = (schema: Json): Json => directed(schema, 'readOnly', []);

/** The schema of what an answer carries: it need not have what only requests have. */
export const answerSchemaOf = (schema: Json): Json => directed(schema, 'writeOnly', []);

/** Without what is marked. What has nothing of it stays as it is, so that what is one schema in many places stays one. */
function directed(schema: Json, mark: Mark, above: string[]): Json {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema))
    return asBefore(
      schema,
      schema.map((each) => directed(each, mark, above)),
    );
  if (above.length === 0 && known[mark].has(schema)) return known[mark].get(schema);
  const names = [...above, ...markedIn(schema, mark)];
  const copy: Json = {};
  // Known before it is filled: a schema may hold itself.
  if (above.length === 0) known[mark].set(schema, copy);
  for (const [keyword, value] of Object.entries<Json>(schema)) {
    if (keyword === 'required' && Array.isArray(value))
      copy.required = asBefore(
        value,
        value.filter((name) => !names.includes(name)),
      );
    else if (data.has(keyword) || keyword.startsWith('x-')) copy[keyword] = value;
    else if (!schemaMaps.has(keyword)) copy[keyword] = directed(value, mark, keyword === 'allOf' ? names : []);
    else {
      const kept = Object.entries<Json>(value ?? {}).filter(
        ([name]) => !(keyword === 'properties' && mark === 'readOnly' && names.includes(name)),
      );
      copy[keyword] = asBefore(value, Object.fromEntries(kept.map(([name, each]) => [name, directed(each, mark, [])])));
    }
  }
  const found = asBefore(schema, copy);
  if (above.length === 0) known[mark].set(schema, found);
  return found;
}

/** What was there before, where the other has the same members. */
function asBefore(before: Json, after: Json): Json {
  const keys = Object.keys(before ?? {});
  const isSame = keys.length === Object.keys(after).length && keys.every((key) => before[key] === after[key]);
  return isSame ? before : after;
}

/** The members that are marked, of whatever part of the schema they stand in. */
function markedIn(schema: Json, mark: Mark): string[] {
  const own = Object.entries<Json>(schema?.properties ?? {}).filter(([, member]) => member?.[mark] === true);
  const parts: Json[] = Array.isArray(schema?.allOf) ? schema.allOf : [];
  return [...own.map(([name]) => name), ...parts.flatMap((part) => markedIn(part, mark))];
}
