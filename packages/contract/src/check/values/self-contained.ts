import type { Json } from '@cc-gateway/spec';

/** Keywords whose values are no schemas. */
const data = new Set(['const', 'enum', 'default', 'example', 'examples']);

/** Keywords whose values are schemas by names. */
export const maps = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);

/**
 * `schema` with all that it refers to, as one schema of its own. `read` gives the schema that a reference leads to. A part
 * that is met again, in itself or elsewhere, is referred to.
 */
export function selfContained(schema: Json, read: (schema: Json) => Json): Json {
  const definitions: Record<string, Json> = {};
  const names = new Map<object, string>();
  const seen = new Set<object>();

  const referenceTo = (target: Json): Json => {
    if (typeof target !== 'object' || target === null) return target ?? true;
    const known = names.get(target);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = `part${names.size}`;
    names.set(target, name);
    definitions[name] = copied(target);
    return { $ref: `#/$defs/${name}` };
  };
  const visited = (part: Json): Json => {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(visited);
    if (typeof part.$ref !== 'string') return seen.has(part) ? referenceTo(part) : copied(part);
    const { $ref: _, ...rest } = part;
    const target = referenceTo(read(part));
    return Object.keys(rest).length === 0 ? target : { allOf: [target, copied(rest)] };
  };
  const eachOf = (map: Json): Json =>
    Object.fromEntries(Object.entries<Json>(map ?? {}).map(([name, part]) => [name, visited(part)]));
  const copied = (part: Json): Json => {
    seen.add(part);
    // An identifier would make the references of the copy relative to itself.
    const { $id: _, $schema: __, ...rest } = part;
    return Object.fromEntries(
      Object.entries<Json>(rest).map(([key, value]) => [
        key,
        data.has(key) ? value : maps.has(key) ? eachOf(value) : visited(value),
      ]),
    );
  };
  const root = visited(read(schema));
  return { ...root, $defs: { ...root.$defs, ...definitions } };
}
