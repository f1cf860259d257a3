import type { Json } from '@cc-gateway/spec';
import { itemsOf, membersOf, partsOf, type Part } from './parts.ts';
import { literals, numbers, ofEachType, strings } from './scalars.ts';
import type { Side } from './world.ts';

/**
 * Values at the edges of two schemas, among which one that tells them apart is found if there is one: each constraint of
 * either is met, missed and met exactly. Members that `y` alone declares are not given: nobody who knows `x` sends them.
 */
export function candidates(x: Side, y: Side, depth = 5): unknown[] {
  const parts = [...partsOf(x), ...partsOf(y)].map(({ schema }) => schema);
  const scalars = [...literals(parts), ...ofEachType, ...numbers(parts), ...strings(parts)];
  if (depth === 0) return distinct(scalars);
  return distinct([...scalars, ...arrays(x, y, parts, depth), ...objects(x, y, parts, depth)]);
}

/** Without those that are the same JSON, and without more than can be tried. */
const distinct = (values: unknown[]): unknown[] =>
  [...new Map(values.map((value) => [JSON.stringify(value), value])).values()].slice(0, 4000);

const sideOf = (side: Side, schema: Json): Side => ({ schema: schema ?? true, world: side.world });

/** The edges of a member, those first that both sides take, then those that `x` takes. */
function ordered(x: Side, y: Side, depth: number): unknown[] {
  const values = candidates(x, y, depth - 1);
  const rank = (value: unknown): number => {
    if (!x.world.isValid(x.schema, value)) return 2;
    return y.world.isValid(y.schema, value) ? 0 : 1;
  };
  return values
    .map((value) => ({ value, rank: rank(value) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

function arrays(x: Side, y: Side, parts: Json[], depth: number): unknown[] {
  const keywords = ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems'];
  if (!parts.some((part) => [part.type].flat().includes('array') || keywords.some((keyword) => keyword in part)))
    return [];
  const contained = parts.flatMap(({ contains }) => (contains === undefined ? [] : [contains]));
  const values = [
    ...ordered(sideOf(x, itemsOf(x)?.schema), sideOf(y, itemsOf(y)?.schema), depth),
    ...contained.flatMap((schema) => ordered(sideOf(x, schema), sideOf(y, schema), depth).slice(0, 4)),
  ].slice(0, 60);
  const bounds = parts.flatMap(({ minItems = 0, maxItems = 0, minContains = 0, maxContains = 0 }) => [
    minItems,
    maxItems,
    minContains,
    maxContains,
  ]);
  const sizes = [...new Set([1, 2, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])])];
  const tuple = parts.flatMap(({ prefixItems }) => (prefixItems ? [prefixItems] : []));
  return [
    [],
    ...values.map((value) => [value]),
    ...values.slice(1, 30).map((value) => [values[0], value]),
    ...sizes
      .map((size) => Math.min(Math.max(size, 1), 200))
      .flatMap((size) => [
        Array.from({ length: size }, () => values[0]),
        Array.from({ length: size }, (_, index) => (index < values.length ? values[index] : index)),
        Array.from({ length: size }, (_, index) => `item ${index}`),
        Array.from({ length: size }, (_, index) => index),
      ]),
    ...tuple.flatMap((schemas) => tuples(x, y, schemas, depth)),
  ];
}

function tuples(x: Side, y: Side, schemas: Json[], depth: number): unknown[] {
  const values = schemas.map((schema) => ordered(sideOf(x, schema), sideOf(y, schema), depth).slice(0, 20));
  const first = values.map(([value]) => value);
  return [
    first,
    [...first, 'more'],
    first.slice(0, -1),
    ...values.flatMap((list, index) => list.map((value) => first.with(index, value))),
  ];
}

function objects(x: Side, y: Side, parts: Json[], depth: number): unknown[] {
  const members = membersOf(x);
  const others = membersOf(y);
  const required = parts
    .flatMap((part) => part.required ?? [])
    .filter((name) => members.has(name) || !others.has(name));
  const names = [...new Set([...members.keys(), ...required])];
  const values = new Map(
    names.map((name) => {
      const own = sideOf(x, members.get(name)?.schema);
      return [name, ordered(own, sideOf(y, others.get(name)?.schema), depth).slice(0, 80)];
    }),
  );
  const seeds = seedsOf(x, partsOf(x), names, values);
  const patterns = parts.flatMap((part) => Object.entries<Json>(part.patternProperties ?? {}));
  const extra = [
    ...patterns.flatMap(([pattern, schema]) => {
      const name = strings([{ pattern }]).find((text) => new RegExp(pattern, 'u').test(text));
      const taken = ordered(sideOf(x, schema), sideOf(y, schema), depth).slice(0, 12);
      return name === undefined ? [] : taken.map((value) => ({ [name]: value }));
    }),
    ...parts
      .flatMap(({ additionalProperties: rest }) =>
        typeof rest === 'object' ? ordered(sideOf(x, rest), sideOf(y, rest), depth).slice(0, 40) : [],
      )
      .map((value) => ({ another: value })),
    ...['a', 1, null, {}].map((value) => ({ another: value })),
    ...strings(parts.map(({ propertyNames }) => propertyNames ?? {}))
      .slice(0, 30)
      .map((name) => ({ [name]: 'a' })),
  ];
  const counts = parts.flatMap(({ minProperties = 0, maxProperties = 0 }) => [minProperties, maxProperties]);
  return seeds.flatMap((seed) => [
    seed,
    ...Object.keys(seed).map((name) => Object.fromEntries(Object.entries(seed).filter(([key]) => key !== name))),
    ...names.flatMap((name) => values.get(name)!.map((value) => ({ ...seed, [name]: value }))),
    ...extra.map((more) => ({ ...seed, ...more })),
    ...counts.flatMap((count) => [count - 1, count, count + 1].map((size) => filled(seed, size))),
  ]);
}

/** Objects with what each part requires, and with all that is declared, each member as its part wants it. */
function seedsOf(x: Side, parts: Part[], names: string[], values: Map<string, unknown[]>): Record<string, unknown>[] {
  const always = parts.filter((part) => part.always).flatMap(({ schema }) => schema.required ?? []);
  const seeds = parts.flatMap(({ schema }) => {
    const valueOf = (name: string): unknown => {
      const wanted = schema.properties?.[name] ?? true;
      const list = values.get(name) ?? ['a'];
      return list.find((value) => x.world.isValid(wanted, value)) ?? list[0];
    };
    const own = [...new Set([...always, ...(schema.required ?? [])])];
    return [own, [...new Set([...own, ...Object.keys(schema.properties ?? {})])], names].map((keys) =>
      Object.fromEntries(keys.map((name) => [name, valueOf(name)])),
    );
  });
  return (distinct([{}, ...seeds]) as Record<string, unknown>[]).slice(0, 24);
}

function filled(seed: Record<string, unknown>, size: number): Record<string, unknown> {
  const more = Math.min(Math.max(0, size - Object.keys(seed).length), 200);
  return { ...seed, ...Object.fromEntries(Array.from({ length: more }, (_, index) => [`member${index}`, 'a'])) };
}
