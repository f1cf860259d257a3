import type { Json } from '@cc-gateway/spec';
import { breakagesOf, type Breakage } from './breakages.ts';
import type { Schemas } from './schema.ts';

/** A list is made longer than allowed where that takes no more members than this. */
const longest = 1_000;

const items = (name: string, value: unknown[], keyword: string): Breakage => ({
  rule: 'accepts/items',
  name,
  value,
  keyword,
});

/** Lists with too few, too many or wrong members, one of them wrong at a time. */
export function wrongLists(schemas: Schemas, schema: Json, base: unknown, seed: number): Breakage[] {
  if (!Array.isArray(base)) return [];
  const [first = null] = base;
  return [
    ...(schema.minItems ? [items('too few', base.slice(0, schema.minItems - 1), 'minItems')] : []),
    ...(schema.maxItems <= longest ? [items('too many', tooMany(base, schema.maxItems + 1), 'maxItems')] : []),
    ...(schema.uniqueItems ? [items('one twice', [...base, first, first], 'uniqueItems')] : []),
    items('a null among them', [...base, null], 'items'),
    items('an object among them', [...base, {}], 'items'),
    ...wrongMembers(schemas, schema, base, seed),
  ];
}

const tooMany = (base: unknown[], count: number): unknown[] =>
  Array.from({ length: count }, (_, index) => base[index % base.length] ?? null);

/** Each place of a tuple, and the first member of a list, broken in each way. */
function wrongMembers(schemas: Schemas, schema: Json, base: unknown[], seed: number): Breakage[] {
  const { prefixItems = [], items: rest = true } = schema;
  const places = [...prefixItems, rest].slice(0, base.length);
  return places.flatMap((part: Json, index) =>
    breakagesOf(schemas, part, base[index], seed).map((each) => ({
      ...each,
      name: `${each.name}, as member ${index}`,
      value: base.with(index, each.value),
    })),
  );
}
