import type { Json } from '@cc-gateway/spec';
import { membersOf, partsOf, type Part } from './parts.ts';
import { distinct, ofEachType, strings } from './scalars.ts';
import { sideOf, type Side } from '../reading/world.ts';

/**
 * Objects at the edges of two schemas: what is required and declared, each member at its edges, one less, one more.
 * `edgesOf` gives the edges of a member.
 */
export function objects(x: Side, y: Side, parts: Json[], edgesOf: (x: Side, y: Side) => unknown[]): unknown[] {
  const members = membersOf(x);
  const others = membersOf(y);
  const required = parts
    .flatMap((part) => part.required ?? [])
    .filter((name) => members.has(name) || !others.has(name));
  const names = [...new Set([...members.keys(), ...required])];
  const values = new Map(
    names.map((name) => {
      const own = sideOf(x, members.get(name)?.schema);
      return [name, edgesOf(own, sideOf(y, others.get(name)?.schema)).slice(0, 80)];
    }),
  );
  const seeds = seedsOf(x, partsOf(x), names, values);
  const patterns = parts.flatMap((part) => Object.entries<Json>(part.patternProperties ?? {}));
  const extra = [
    ...patterns.flatMap(([pattern, schema]) => {
      const name = strings([{ pattern }]).find((text) => x.world.isValid({ pattern }, text));
      const taken = edgesOf(sideOf(x, schema), sideOf(y, schema)).slice(0, 12);
      return name === undefined ? [] : [...taken, ...ofEachType].map((value) => ({ [name]: value }));
    }),
    ...parts
      .flatMap(({ additionalProperties: rest }) =>
        typeof rest === 'object' ? edgesOf(sideOf(x, rest), sideOf(y, rest)).slice(0, 40) : [],
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
  const known = distinct([...seeds, {}]) as Record<string, unknown>[];
  const isValid = (seed: unknown): boolean => x.world.isValid(x.schema, seed) ?? false;
  return [...known.filter(isValid), ...known.filter((seed) => !isValid(seed))].slice(0, 16);
}

function filled(seed: Record<string, unknown>, size: number): Record<string, unknown> {
  const more = Math.min(Math.max(0, size - Object.keys(seed).length), 200);
  return { ...seed, ...Object.fromEntries(Array.from({ length: more }, (_, index) => [`member${index}`, 'a'])) };
}
