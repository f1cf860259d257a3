import type { Json } from '@cc-gateway/spec';
import { objects } from './objects.ts';
import { itemsOf, partsOf } from './parts.ts';
import { distinct, literals, numbers, ofEachType, strings } from './scalars.ts';
import { sideOf, type Side } from '../reading/world.ts';

/**
 * Values at the edges of two schemas, among which one that tells them apart is found if there is one: each constraint of
 * either is met, missed and met exactly. Members that `y` alone declares are not given: nobody who knows `x` sends them.
 */
export function candidates(x: Side, y: Side, depth = 5): unknown[] {
  const known = seen.get(x.schema)?.get(y.schema);
  if (known && known.depth >= Math.min(depth, 2)) return known.values;
  const parts = [...partsOf(x), ...partsOf(y)].map(({ schema }) => schema);
  const scalars = [...literals(parts), ...ofEachType, ...numbers(parts), ...strings(parts)];
  const many =
    depth === 0
      ? []
      : [...arrays(x, y, parts, depth), ...objects(x, y, parts, (own, other) => ordered(own, other, depth))];
  const values = distinct([...scalars, ...many]);
  if (isObject(x.schema) && isObject(y.schema)) {
    if (!seen.has(x.schema)) seen.set(x.schema, new WeakMap());
    seen.get(x.schema)!.set(y.schema, { values, depth });
  }
  return values;
}

// The same members are looked at again for each schema around them.
const seen = new WeakMap<object, WeakMap<object, { values: unknown[]; depth: number }>>();

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The edges of a member: one that both sides take, then those that only `x` takes, then the others. */
function ordered(x: Side, y: Side, depth: number): unknown[] {
  const [both, own, neither]: [unknown[], unknown[], unknown[]] = [[], [], []];
  for (const value of candidates(x, y, depth - 1)) {
    if (!x.world.isValid(x.schema, value)) neither.push(value);
    else if (y.world.isValid(y.schema, value)) both.push(value);
    else own.push(value);
  }
  return [...both.slice(0, 1), ...own, ...both.slice(1), ...neither];
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
