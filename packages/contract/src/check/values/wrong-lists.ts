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

/** Lists with too few, too many or wrong members. `othersOf` makes so many further members, or fewer. */
export function wrongLists(schema: Json, base: unknown, othersOf: (count: number) => unknown[]): Breakage[] {
  if (!Array.isArray(base)) return [];
  const [first = null] = base;
  return [
    ...(schema.minItems ? [items('too few', base.slice(0, schema.minItems - 1), 'minItems')] : []),
    ...(schema.maxItems <= longest
      ? [
          items(
            'too many',
            tooMany(base, schema.maxItems + 1, schema.uniqueItems ? othersOf(schema.maxItems + 1) : []),
            'maxItems',
          ),
        ]
      : []),
    ...(schema.uniqueItems ? [items('one twice', [...base, first, first], 'uniqueItems')] : []),
    items('a null among them', [...base, null], 'items'),
    items('an object among them', [...base, {}], 'items'),
  ];
}

/** A list of so many members. Where each may be there once only, the others are made: a member twice would hide the number. */
function tooMany(base: unknown[], count: number, others: unknown[]): unknown[] {
  const distinct = [...new Map([...base, ...others].map((each) => [JSON.stringify(each), each])).values()];
  if (distinct.length >= count) return distinct.slice(0, count);
  return Array.from({ length: count }, (_, index) => base[index % base.length] ?? null);
}
