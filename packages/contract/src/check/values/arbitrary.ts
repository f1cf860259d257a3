import * as fc from 'fast-check';
import type { Json } from '@cc-gateway/spec';
import { merged } from './merged.ts';
import { character, stringArbitrary } from './strings.ts';
import { numberArbitrary } from './numbers.ts';
import type { Schemas } from './schema.ts';

type Arbitrary = fc.Arbitrary<unknown>;
const deepest = 4;
const mostItems = 1_000;

/** Values that keep `schema` (JSON Schema 2020-12). Every value has been checked, so none breaks it. */
export function arbitraryOf(schemas: Schemas, schema: Json): Arbitrary {
  return drawn(schemas, schema, 0).filter((value) => schemas.accepts(schema, value));
}

/** Up to `count` values that keep `schema`, the same for the same seed; fewer, or none, where they are hard to find. */
export function samplesOf(schemas: Schemas, schema: Json, seed: number, count: number): unknown[] {
  if (typeof schema !== 'object' || schema === null) return sampled(schemas, schema, seed, count);
  let bySchema = drawnBefore.get(schemas);
  if (!bySchema) drawnBefore.set(schemas, (bySchema = new WeakMap()));
  let samples = bySchema.get(schema);
  if (!samples) bySchema.set(schema, (samples = new Map()));
  const key = `${seed} ${count}`;
  let found = samples.get(key);
  if (!found) samples.set(key, (found = sampled(schemas, schema, seed, count)));
  return found;
}

// Many probes of one operation start from the same samples.
const drawnBefore = new WeakMap<Schemas, WeakMap<object, Map<string, unknown[]>>>();

function sampled(schemas: Schemas, schema: Json, seed: number, count: number): unknown[] {
  if (!schemas.isReadable(schema)) return [];
  try {
    const found = fc.sample(drawn(schemas, schema, 0), { seed, numRuns: count * 8 });
    return found.filter((value) => schemas.accepts(schema, value)).slice(0, count);
  } catch {
    // Bounds that leave nothing between them, a choice of no values, or a value too long to make.
    return [];
  }
}

const known = new WeakMap<Schemas, WeakMap<object, Arbitrary[]>>();

/** Values that look like `schema`; a keyword that no generator knows is left to the check. */
function drawn(schemas: Schemas, schema: Json, depth: number): Arbitrary {
  // A schema that cannot do without itself has no value that comes to an end.
  if (depth > 2 * deepest) return fc.constant(null);
  if (typeof schema !== 'object' || schema === null) return drawnAnew(schemas, schema, depth);
  let all = known.get(schemas);
  if (!all) known.set(schemas, (all = new WeakMap()));
  let byDepth = all.get(schema);
  if (!byDepth) all.set(schema, (byDepth = []));
  return (byDepth[depth] ??= drawnAnew(schemas, schema, depth));
}

function drawnAnew(schemas: Schemas, schema: Json, depth: number): Arbitrary {
  const inner = (next: Json): Arbitrary => drawn(schemas, next, depth + 1);
  if (schema === true || schema === undefined) return anything(depth);
  if (schema === false || typeof schema !== 'object' || schema === null) return fc.constant(null);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const { allOf, anyOf, oneOf, ...own } = schema;
  if (Array.isArray(allOf)) {
    return drawn(schemas, allOf.reduce(merged, withBranches(own, anyOf, oneOf)), depth + 1);
  }
  const branches = anyOf ?? oneOf;
  if (Array.isArray(branches)) {
    const usable = depth < deepest ? branches : branches.slice(0, 1);
    return fc.oneof(...usable.map((branch: Json) => drawn(schemas, merged(own, branch), depth + 1)));
  }
  const types: string[] = [own.type ?? guessed(own)].flat();
  return types.length === 1
    ? ofType(types[0]!, own, depth, inner)
    : fc.oneof(...types.map((type) => ofType(type, own, depth, inner)));
}

const withBranches = (own: Json, anyOf: Json, oneOf: Json): Json => ({
  ...own,
  ...(anyOf && { anyOf }),
  ...(oneOf && { oneOf }),
});

function ofType(type: string, schema: Json, depth: number, inner: (schema: Json) => Arbitrary): Arbitrary {
  switch (type) {
    case 'string':
      return stringArbitrary(schema);
    case 'integer':
    case 'number':
      return numberArbitrary({ ...schema, type });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return arrays(schema, depth, inner);
    case 'object':
      return objects(schema, depth, inner);
    default:
      return fc.constant(null);
  }
}

function arrays(schema: Json, depth: number, inner: (schema: Json) => Arbitrary): Arbitrary {
  const { prefixItems = [], items, contains, minItems = 0, maxItems = minItems + 4, uniqueItems } = schema;
  if (minItems > mostItems) throw new RangeError(`Lists of ${minItems} members are not made.`);
  if (depth >= deepest && minItems === 0 && !contains) return fc.constant([]);
  const element = contains ? fc.oneof(inner(contains), inner(items ?? true)) : inner(items ?? true);
  const most = Math.max(minItems, depth >= deepest ? minItems : Math.min(maxItems, minItems + 4));
  const rest = {
    minLength: Math.max(0, minItems - prefixItems.length),
    maxLength: Math.max(0, most - prefixItems.length),
  };
  const tail =
    items === false
      ? fc.constant([])
      : uniqueItems
        ? fc.uniqueArray(element, { ...rest, selector: (value) => JSON.stringify(value) })
        : fc.array(element, rest);
  return fc.tuple(fc.tuple(...prefixItems.map(inner)), tail).map(([head, more]) => [...head, ...more]);
}

function objects(schema: Json, depth: number, inner: (schema: Json) => Arbitrary): Arbitrary {
  const { properties = {}, required = [], additionalProperties, patternProperties = {}, minProperties = 0 } = schema;
  const names = new Set<string>([...Object.keys(properties), ...required]);
  const wanted = [...names].filter((name) => depth < deepest || required.includes(name));
  const known = fc.record(
    Object.fromEntries(wanted.map((name) => [name, inner(properties[name] ?? additionalProperties ?? true)])),
    { requiredKeys: required },
  );
  const patterns = Object.entries<Json>(patternProperties);
  if (patterns.length === 0 && (minProperties <= names.size || additionalProperties === false)) return known;
  const name = schema.propertyNames
    ? stringArbitrary(schema.propertyNames)
    : fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' });
  const extras = [
    ...(additionalProperties === false ? [] : [fc.tuple(name, inner(additionalProperties ?? true))]),
    ...patterns.map(([pattern, value]) => fc.tuple(stringArbitrary({ pattern }), inner(value))),
  ];
  const more = fc.array(fc.oneof(...extras), { minLength: minProperties, maxLength: minProperties + 3 });
  return fc.tuple(known, more).map(([own, added]) => ({ ...Object.fromEntries(added), ...own }));
}

// Making one takes longer than drawing from it.
const [shallow, nested] = [0, 1].map((maxDepth) => fc.jsonValue({ maxDepth, stringUnit: character }));
const anything = (depth: number): Arbitrary => (depth >= deepest ? shallow! : nested!);

function guessed(schema: Json): string | string[] {
  if (schema.properties || schema.required || schema.patternProperties || schema.minProperties) return 'object';
  if (schema.items || schema.prefixItems || schema.minItems || schema.contains) return 'array';
  if (schema.pattern || schema.minLength !== undefined || schema.maxLength !== undefined || schema.format)
    return 'string';
  if (schema.minimum !== undefined || schema.maximum !== undefined || schema.multipleOf) return 'number';
  return ['string', 'integer', 'boolean', 'null', 'object', 'array'];
}
