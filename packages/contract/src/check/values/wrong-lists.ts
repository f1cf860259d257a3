import type { Json } from '@cc-gateway/spec';
import type { Breakage } from './breakage.ts';

/** A list is made longer than allowed where that takes no more members than this. */
const longest = 1_000;

const items = (name: string, value: unknown[], keyword: string): Breakage => ({
  rule: 'accepts/items',
  name,
  value,
  keyword,
});

/** Lists with too few, too many or wrong members. */
export function wrongLists(schema: Json, base: unknown): Breakage[] {
  if (!Array.isArray(base)) return [];
  const [first = null] = base;
  return [
    ...(schema.minItems ? [items('too few', base.slice(0, schema.minItems - 1), 'minItems')] : []),
    ...(schema.maxItems <= longest ? [items('too many', tooMany(base, schema.maxItems + 1), 'maxItems')] : []),
    ...(schema.uniqueItems ? [items('one twice', [...base, first, first], 'uniqueItems')] : []),
    items('a null among them', [...base, null], 'items'),
    items('an object among them', [...base, {}], 'items'),
  ];
}

const tooMany = (base: unknown[], count: number): unknown[] =>
  Array.from({ length: count }, (_, index) => base[index % base.length] ?? null);
