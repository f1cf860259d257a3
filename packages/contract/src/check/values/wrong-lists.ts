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
  // Where the document says nothing of the members, those that are there are as good as any.
  const isTold = schema.items !== undefined || schema.uniqueItems || base.length === 0;
  return [
    ...(schema.minItems ? [items('too few', base.slice(0, schema.minItems - 1), 'minItems')] : []),
    ...(schema.maxItems <= longest
      ? [items('too many', tooMany(base, schema.maxItems + 1, isTold ? othersOf(schema.maxItems + 1) : []), 'maxItems')]
      : []),
    ...(schema.uniqueItems ? [items('one twice', [...base, first, first], 'uniqueItems')] : []),
    items('a null among them', [...base, null], 'items'),
    items('an object among them', [...base, {}], 'items'),
  ];
}

/** A list of so many members, different ones as far as they go: a member twice, or null, would hide the number. */
function tooMany(base: unknown[], count: number, others: unknown[]): unknown[] {
  const distinct = [...new Map([...base, ...others].map((each) => [JSON.stringify(each), each])).values()];
  return Array.from({ length: count }, (_, index) => distinct[index % distinct.length] ?? null);
}
