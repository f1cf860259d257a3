import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { partsOf, type Schema } from './schema.ts';
import { isEqual } from './unit.ts';

/** Branches that stand for the same thing: of the same name, constant or title, or most alike. */
export function paired(then: Schema[], now: Schema[]): [Schema, Schema][] {
  const pairs: [Schema, Schema][] = [];
  let [left, right] = [then, now];
  const take = (isPair: (one: Schema, other: Schema) => boolean): void => {
    for (const one of left) {
      const other = right.find((candidate) => isPair(one, candidate));
      if (!other) continue;
      pairs.push([one, other]);
      left = left.filter((schema) => schema !== one);
      right = right.filter((schema) => schema !== other);
    }
  };
  take(
    (one, other) => one.length === other.length && one.every((node, index) => isEqual(node.value, other[index]!.value)),
  );
  take((one, other) => nameOf(one) !== undefined && nameOf(one) === nameOf(other));
  take((one, other) => tagOf(one) !== undefined && tagOf(one) === tagOf(other));
  for (const least of [0.99, 0.5, 0.2]) take((one, other) => canBe(one, other) && likeness(one, other) >= least);
  if (left.length === 1 && right.length === 1) take((one, other) => canBe(one, other));
  return pairs;
}

/** The component that a branch names, or its title. */
export function nameOf([node]: Schema): string | undefined {
  const reference = node?.value?.$ref;
  if (typeof reference === 'string') return reference.split(/[/#]/u).at(-1);
  return typeof node?.value?.title === 'string' ? node.value.title : undefined;
}

/** The constants that tell a branch from others. */
function tagOf(schema: Schema): string | undefined {
  const tags = partsOf(schema).flatMap(({ value }) =>
    Object.entries<Json>(value?.properties ?? {}).flatMap(([name, rule]) => {
      const fixed = rule?.const ?? (rule?.enum?.length === 1 ? rule.enum[0] : undefined);
      return fixed === undefined ? [] : [`${name}=${JSON.stringify(fixed)}`];
    }),
  );
  return tags.length > 0 ? tags.toSorted().join() : undefined;
}

const canBe = (one: Schema, other: Schema): boolean =>
  tagOf(one) === undefined || tagOf(other) === undefined || tagOf(one) === tagOf(other);

function likeness(one: Schema, other: Schema): number {
  const [a, b] = [marksOf(one), marksOf(other)];
  const shared = [...a].filter((mark) => b.has(mark)).length;
  return shared / Math.max(a.size, b.size, 1);
}

const marksOf = (schema: Schema): Set<string> =>
  new Set(
    partsOf(schema).flatMap(({ value }) =>
      isObject(value)
        ? [
            ...[value.type].flat().map(String),
            ...Object.keys(value.properties ?? {}).flatMap((name) => [`.${name}`, `.${name}`]),
            ...Object.keys(value).filter((key) => !/^(?:description|title|example)$/u.test(key)),
          ]
        : [],
    ),
  );
