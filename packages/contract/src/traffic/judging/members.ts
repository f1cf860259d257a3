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
  if (Array.isArray(value)) {
    const items = alternativesOf(schema).flatMap(({ items: each }) => (each ? [each] : []));
    return value.flatMap((each) => membersIn({ anyOf: items }, each, [...place, '*']));
  }
  const { named, maps } = objectOf(schema);
  return Object.entries(value).flatMap(([name, inner]): Member[] => {
    const own = named.get(name);
    if (own) {
      const at = [...place, name];
      return [{ place: at, isDocumented: true, value: inner }, ...membersIn({ anyOf: own }, inner, at)];
    }
    if (maps.length > 0) return membersIn({ anyOf: maps }, inner, [...place, '*']);
    return named.size === 0 ? [] : [{ place: [...place, name], isDocumented: false, value: inner }];
  });
}

/** The places of all members that a schema names, each once. */
export function placesIn(schema: Json, place: string[] = [], above: readonly Json[] = []): string[][] {
  if (place.length >= deepest || above.includes(schema)) return [];
  const inside = [...above, schema];
  const items = alternativesOf(schema).flatMap(({ items: each }) => (each ? [each] : []));
  const { named } = objectOf(schema);
  return [
    ...items.flatMap((each) => placesIn(each, [...place, '*'], inside)),
    ...[...named].flatMap(([name, own]) => {
      const at = [...place, name];
      return [at, ...own.flatMap((each) => placesIn(each, at, inside))];
    }),
  ];
}

/** What a schema says of objects: its members by name, and the schemas of all others, where it has any. */
function objectOf(schema: Json): { named: Map<string, Json[]>; maps: Json[] } {
  const named = new Map<string, Json[]>();
  const maps: Json[] = [];
  for (const part of alternativesOf(schema)) {
    for (const [name, own] of Object.entries<Json>(part.properties ?? {}))
      named.set(name, [...(named.get(name) ?? []), own]);
    maps.push(...Object.values<Json>(part.patternProperties ?? {}));
    if (typeof part.additionalProperties === 'object') maps.push(part.additionalProperties);
  }
  return { named, maps };
}

/** A schema, and each that a value of it may keep beside it. */
function alternativesOf(schema: Json, seen = new Set<Json>()): Json[] {
  return partsOf(schema, seen).flatMap((part) => [
    part,
    ...[...(part.oneOf ?? []), ...(part.anyOf ?? [])].flatMap((each: Json) => alternativesOf(each, seen)),
  ]);
}
