import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { levelsOf } from './finding.ts';
import { partsOf, type Schema } from './schema.ts';
import { isEqual, type Desk } from './unit.ts';

/**
 * Tells of components that `allOf` names beside all that it named before, or no longer names, and that ask for nothing which
 * is not asked otherwise: by their values they change nothing, by their names they may.
 */
export function compareComposition(desk: Desk): void {
  const [then, now] = [listOf(desk.base), listOf(desk.revision)];
  if (!then || !now) return;
  tellMore(desk, then, now, true);
  tellMore(desk, now, then, false);
}

const listOf = (schema: Schema): Json[] | undefined =>
  partsOf(schema).find(({ value }) => isObject(value) && Array.isArray(value.allOf))?.value.allOf;

function tellMore(desk: Desk, fewer: Json[], more: Json[], isNarrower: boolean): void {
  if (desk.has(isNarrower ? 'narrowed' : 'widened')) return;
  const isKept = fewer.every((one) => more.some((other) => isEqual(one, other)));
  const added = more.filter((one) => !fewer.some((other) => isEqual(one, other)));
  if (!isKept || added.length === 0 || !added.every((one) => typeof one?.$ref === 'string')) return;
  const names = added.map(({ $ref: reference }) => reference.split('/').at(-1)).join(', ');
  const what = `is ${isNarrower ? 'composed of' : 'no longer composed of'} ${names} too`;
  desk.add({
    // A composition less takes nothing from anybody: what it asks for is asked still.
    levels: isNarrower ? levelsOf.narrowed : { request: 'minor', response: 'minor' },
    rule: `composition-${isNarrower ? 'narrowed' : 'widened'}`,
    keyword: 'allOf',
    words: { request: what, response: what },
    unknown: 'all that it asks for is asked by others, so that no value shows whether it is meant as a kind of its own',
  });
}
