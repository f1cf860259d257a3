import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { itemOf, samplesOf } from './samples.ts';
import { leastOf, mostOf, partsOf, type Schema } from './schema.ts';
import type { Slice } from './shape.ts';
import type { Desk } from './unit.ts';
import { changed, narrowed, widened } from './tell.ts';
import type { SlicePair } from './shape.ts';

interface Lists {
  least: number;
  most: number;
  isUnique: boolean;
  first: number;
}

function listsOf({ parts }: Slice): Lists {
  const rules: Json[] = parts.map(({ value }) => value).filter(isObject);
  return {
    least: leastOf(rules, 'minItems'),
    // Where no other items are taken, the list ends with those that are named one by one.
    most: Math.min(
      mostOf(rules, 'maxItems'),
      ...rules.flatMap(({ items, prefixItems }) => (items === false ? [prefixItems?.length ?? 0] : [])),
    ),
    isUnique: rules.some(({ uniqueItems }) => uniqueItems === true),
    first: Math.max(0, ...rules.map(({ prefixItems }) => (Array.isArray(prefixItems) ? prefixItems.length : 0))),
  };
}

/** Compares what two schemas ask of lists: how many items, and each of them. */
export function compareArrays(desk: Desk, { base, revision }: SlicePair): void {
  const [then, now] = [listsOf(base), listsOf(revision)];
  compareCounts(desk, then, now, narrowed, desk.base);
  compareCounts(desk, now, then, widened, desk.revision);
  const first = Math.max(then.first, now.first);
  for (let index = 0; index < first; index += 1) {
    desk.into(
      base.parts.flatMap((part) => itemOf(part, index)),
      revision.parts.flatMap((part) => itemOf(part, index)),
      `item ${index}`,
    );
  }
  if (then.most <= first && now.most <= first) return;
  desk.into(
    base.parts.flatMap((part) => itemOf(part, 1e9)),
    revision.parts.flatMap((part) => itemOf(part, 1e9)),
    'item',
  );
}

function compareCounts(desk: Desk, from: Lists, to: Lists, tell: typeof narrowed, schema: Desk['base']): void {
  if (to.least > from.least)
    tell(desk, 'items', 'minItems', changed(desk, 'minItems'), listsOfLengths(schema, from.least, to.least - 1));
  if (to.most < from.most) {
    const keyword = [desk.base, desk.revision].some((side) =>
      partsOf(side).some(({ value }) => value?.maxItems === to.most),
    )
      ? 'maxItems'
      : 'items';
    tell(desk, 'items', keyword, changed(desk, keyword), listsOfLengths(schema, to.most + 1));
  }
  if (to.isUnique && !from.isUnique && from.most > 1)
    tell(desk, 'items', 'uniqueItems', changed(desk, 'uniqueItems'), [
      ...listsOfLengths(schema, Math.max(2, from.least)),
      ...samplesOf(schema, 'array'),
    ]);
}

/** Lists with so many items that the schema may take: the empty one first, and the others made when they are asked for. */
function* listsOfLengths(schema: Schema, ...lengths: number[]): Iterable<Json> {
  if (lengths.includes(0)) yield [];
  const [item] = samplesOf(schema, 'array').flatMap((list) => list as Json[]);
  for (const length of lengths.filter((one) => one > 0 && one <= 5000)) {
    yield Array.from({ length }, () => item ?? 1);
    yield Array.from({ length }, (_, index) => index);
    yield Array.from({ length }, (_, index) => `item ${index}`);
  }
}
