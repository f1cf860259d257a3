import { schemaMaps } from '@cc-gateway/openapi';
import type { Json } from '@cc-gateway/spec';
import { data } from './direction.ts';
import { targetIn } from './target.ts';

/** A schema that stands within another part of the document: a definition of a schema's own, or the schema of an answer, or a part of one. */
const isWithin = /^#\/.*\/(\$defs\/|schema$|schema\/)/;

/**
 * Changes a document into words that openapi-typescript reads as they are meant. What schemas define for themselves, under
 * `$defs`, becomes a component: it would be a member that every value must have. So does a schema within an answer or a body that is
 * referred to: no type has a part of its name.
 */
export function reword(document: Json): void {
  const moved = new Map<string, string>();
  const schemas: Record<string, Json> = {};
  const taken: Json = document.components?.schemas ?? {};
  eachSchema(document, (value) => {
    for (const reference of [value.$ref, ...Object.values<Json>(Object(value.discriminator?.mapping))]) {
      if (typeof reference !== 'string' || !isWithin.test(reference) || moved.has(reference)) continue;
      const name = freeName(decodeURIComponent(reference.split('/').at(-1)!), { ...taken, ...schemas });
      moved.set(reference, name);
      schemas[name] = targetIn(document, reference, '#');
    }
  });
  const referred = (reference: Json): Json =>
    moved.has(reference) ? `#/components/schemas/${moved.get(reference)!}` : reference;
  eachSchema(document, (value) => {
    if (value.$ref !== undefined) value.$ref = referred(value.$ref);
    const mapping: Json = Object(value.discriminator?.mapping);
    for (const [key, reference] of Object.entries(mapping)) mapping[key] = referred(reference);
    delete value.$defs;
    intersect(value);
  });
  if (moved.size > 0) document.components = { ...document.components, schemas: { ...taken, ...schemas } };
}

const telling = new Set(
  'type properties patternProperties additionalProperties required items prefixItems enum const allOf oneOf not $ref'.split(
    ' ',
  ),
);

/**
 * Changes a schema whose `anyOf` stands beside other words, so that a value keeps both. openapi-typescript takes the others for one
 * more alternative, and a branch that says nothing of types for one that takes anything.
 */
export function intersect(schema: Json): void {
  if (!Array.isArray(schema.anyOf)) return;
  const beside = Object.keys(schema).filter((key) => telling.has(key));
  const own = Object.fromEntries(beside.map((key) => [key, schema[key]]));
  if (beside.length === 0) return;
  for (const key of beside) delete schema[key];
  // An object of which nothing more is said would be one that may have any members.
  const saysMore = beside.length > 1 || own.type !== 'object';
  if (!saysMore) return;
  const { anyOf, discriminator } = schema;
  schema.allOf = [own, { anyOf, ...(discriminator && { discriminator }) }];
  delete schema.anyOf;
  delete schema.discriminator;
}

/** Calls `see` for every object that is no data and no map of schemas by names, the inner ones first. */
function eachSchema(value: Json, see: (value: Json) => void, isMap = false): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (isMap || !data.has(key)) eachSchema(inner, see, !isMap && schemaMaps.has(key));
  }
  if (!isMap && !Array.isArray(value)) see(value);
}

/** A name that no component has, of letters that every component's name may have. */
function freeName(wanted: string, taken: Record<string, Json>): string {
  const name = wanted.replaceAll(/[^\w.-]/g, '_');
  return Object.hasOwn(taken, name) ? freeName(`${name}_`, taken) : name;
}
