import type { Json } from '../json.ts';
import { childrenOf, reach } from '../schema/children.ts';

const known = new WeakMap<object, number>();

/** How many levels the shallowest value of a schema has, as far as that can be seen; infinite where it needs itself without end. */
export function heightOf(schema: Json): number {
  if (typeof schema !== 'object' || schema === null) return 0;
  if (!known.has(schema)) settle(schema);
  return known.get(schema)!;
}

/** Heights of all that a schema reaches: from the leaves up, until nothing changes. */
function settle(root: Json): void {
  const reached = [...reach(root)].filter((schema) => !known.has(schema));
  for (const schema of reached) known.set(schema, Infinity);
  const order = reached.toReversed();
  let isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (const schema of order) {
      const height = estimate(schema);
      if (height >= known.get(schema)!) continue;
      known.set(schema, height);
      isChanged = true;
    }
  }
}

function estimate(schema: Json): number {
  if ('const' in schema || Array.isArray(schema.enum)) return 0;
  const of = (part: Json): number => (typeof part === 'object' && part !== null ? (known.get(part) ?? Infinity) : 0);
  const most = (parts: Json[]): number => parts.reduce((height: number, part) => Math.max(height, of(part)), 0);
  const least = (parts: Json[]): number => parts.reduce((height: number, part) => Math.min(height, of(part)), Infinity);
  const inPlace = childrenOf(schema).filter(({ keyword }) => keyword === 'allOf');
  const branches = [schema.anyOf, schema.oneOf].filter(Array.isArray).map(least);
  const own = Math.min(...typesIn(schema).map((type) => heightAs(type, schema, most)));
  return Math.max(own, most(inPlace.map((child) => child.schema)), ...branches);
}

function heightAs(type: string, schema: Json, most: (parts: Json[]) => number): number {
  const { required = [], properties = {}, minItems = 0, prefixItems = [], items, contains } = schema;
  if (type === 'object') {
    return required.length > 0 ? 1 + most(required.map((name: string) => properties[name])) : 0;
  }
  if (type !== 'array') return 0;
  const parts = [...(minItems > 0 ? [...prefixItems.slice(0, minItems), items] : []), contains].filter(Boolean);
  return parts.length > 0 ? 1 + most(parts) : 0;
}

/** The type of which the shallowest values are, another than null where that is one of several. */
export function shallowestType(schema: Json): string | undefined {
  const most = (parts: Json[]): number => parts.reduce((height: number, part) => Math.max(height, heightOf(part)), 0);
  const rank = (type: string): number => 2 * heightAs(type, schema, most) + Number(type === 'null');
  return typesIn(schema).toSorted((left, right) => rank(left) - rank(right))[0];
}

const every = ['object', 'array', 'string'];

/** The types that a schema names, or seems to be about. */
export function typesIn(schema: Json): string[] {
  if (schema.type !== undefined) return [schema.type].flat() as string[];
  if (schema.properties || schema.required || schema.patternProperties || schema.additionalProperties)
    return ['object'];
  if (schema.items || schema.prefixItems || schema.contains) return ['array'];
  if (schema.pattern ?? schema.format ?? schema.minLength ?? schema.maxLength) return ['string'];
  return (schema.minimum ?? schema.maximum ?? schema.multipleOf) === undefined ? every : ['number'];
}
