import type { Json } from '../json.ts';
import { discriminators, extended, type Discriminator } from './marks.ts';

const plainName = /^[\w.-]+$/;

/** Notes the discriminator of a schema; `find` looks up what a reference of its mapping leads to. */
export function noteDiscriminator(
  schema: object,
  raw: Json,
  find: (reference: string, put: (schema: Json) => void) => void,
): void {
  const { propertyName, mapping = {}, defaultMapping } = Object(raw.discriminator);
  if (typeof propertyName !== 'string') return;
  const found: Discriminator = { propertyName, mapping: new Map() };
  discriminators.set(schema, found);
  for (const [value, reference] of Object.entries<Json>(Object(mapping))) {
    found.mapping.set(value, undefined);
    look(reference, (target) => found.mapping.set(value, target));
  }
  look(defaultMapping, (target) => {
    found.fallback = target;
  });

  function look(reference: unknown, put: (schema: Json) => void): void {
    if (typeof reference !== 'string') return;
    const name = `#/components/schemas/${reference}`;
    if (!plainName.test(reference)) return find(reference, put);
    find(name, (target) => (target === undefined ? find(reference, put) : put(target)));
  }
}

/** Adds to discriminators of `document` the schemas that extend their schema by `allOf`, by their names. */
export function noteSubtypes(document: Json): void {
  for (const [name, schema] of Object.entries<Json>(Object(document?.components?.schemas))) {
    for (const parent of parentsOf(schema, new Set())) {
      const known = discriminators.get(parent);
      if (!known) continue;
      extended.set(schema, new Set([...(extended.get(schema) ?? []), parent]));
      const isNamed = [...known.mapping.values()].includes(schema);
      if (!isNamed && !known.mapping.has(name)) known.mapping.set(name, schema);
    }
  }
}

function parentsOf(schema: Json, seen: Set<object>): object[] {
  const parts: Json[] = Array.isArray(schema?.allOf) ? schema.allOf : [];
  return parts.flatMap((part) => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return [];
    seen.add(part);
    return [part as object, ...parentsOf(part, seen)];
  });
}
