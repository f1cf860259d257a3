import { partsOf, type Json } from '@cc-gateway/spec';

/** A member of a value: the names that lead to it (`*` for any of a list, or of a map), and whether its schema names it. */
export interface Member {
  place: string[];
  isDocumented: boolean;
  value: unknown;
}

/** Deeper is not looked at. */
const deepest = 8;

/** The members of a value, at any depth, beside what its schema says of them. A schema that names no member at all takes any. */
export function membersIn(schema: Json, value: unknown, place: string[] = []): Member[] {
  if (typeof value !== 'object' || value === null || place.length >= deepest) return [];
  const { named, rest, items } = insideOf(schema);
  if (Array.isArray(value)) return value.flatMap((each) => membersIn(items, each, [...place, '*']));
  return Object.entries(value).flatMap(([name, inner]): Member[] => {
    const own = named.get(name);
    if (own) {
      const at = [...place, name];
      return [{ place: at, isDocumented: true, value: inner }, ...membersIn(own, inner, at)];
    }
    if (rest) return membersIn(rest, inner, [...place, '*']);
    return named.size === 0 ? [] : [{ place: [...place, name], isDocumented: false, value: inner }];
  });
}

/** The places of all members that a schema names, each once. */
export function placesIn(schema: Json, place: string[] = [], above: readonly Json[] = []): string[][] {
  if (place.length >= deepest || above.includes(schema)) return [];
  const inside = [...above, schema];
  const { named, items } = insideOf(schema);
  return [
    ...placesIn(items, [...place, '*'], inside),
    ...[...named].flatMap(([name, own]) => {
      const at = [...place, name];
      return [at, ...placesIn(own, at, inside)];
    }),
  ];
}

/** What a schema says of what is inside a value: its members by name, all others, where it has a word for them, and the items of lists. */
interface Inside {
  named: Map<string, Json>;
  rest?: Json;
  items: Json;
}

const known = new WeakMap<object, Inside>();

function insideOf(schema: Json): Inside {
  if (typeof schema !== 'object' || schema === null) return { named: new Map(), items: undefined };
  let inside = known.get(schema);
  if (!inside) known.set(schema, (inside = readInside(schema)));
  return inside;
}

function readInside(schema: Json): Inside {
  const named = new Map<string, Json[]>();
  const maps: Json[] = [];
  const items: Json[] = [];
  for (const part of alternativesOf(schema)) {
    for (const [name, own] of Object.entries<Json>(part.properties ?? {}))
      named.set(name, [...(named.get(name) ?? []), own]);
    maps.push(...Object.values<Json>(part.patternProperties ?? {}));
    if (typeof part.additionalProperties === 'object') maps.push(part.additionalProperties);
    if (part.items) items.push(part.items);
  }
  return {
    named: new Map([...named].map(([name, own]) => [name, oneOf(own)])),
    ...(maps.length > 0 && { rest: oneOf(maps) }),
    items: oneOf(items),
  };
}

/** Some schemas as one that takes what any of them takes: the same each time where it is one. */
const oneOf = (schemas: Json[]): Json => (schemas.length === 1 ? schemas[0] : { anyOf: schemas });

/** A schema, and each that a value of it may keep beside it. */
function alternativesOf(schema: Json, seen = new Set<Json>()): Json[] {
  return partsOf(schema, seen).flatMap((part) => [
    part,
    ...[...(part.oneOf ?? []), ...(part.anyOf ?? [])].flatMap((each: Json) => alternativesOf(each, seen)),
  ]);
}
