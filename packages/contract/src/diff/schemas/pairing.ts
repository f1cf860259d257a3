import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { partsOf, type Schema } from './schema.ts';
import { saidBy } from './said.ts';
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
  if (left.length > 0 && right.length > 0) {
    const said = new Map([...left, ...right].map((schema) => [schema, saidBy(schema)]));
    take((one, other) => said.get(one) !== undefined && said.get(one) === said.get(other));
  }
  for (const [one, other] of likest(left, right)) take((a, b) => a === one && b === other);
  if (left.length === 1 && right.length === 1) take((one, other) => canBe(one, other));
  return pairs;
}

/** Pairs that are like each other at all, those first that are most. */
function likest(then: Schema[], now: Schema[]): [Schema, Schema][] {
  const marks = new Map([...then, ...now].map((schema) => [schema, marksOf(schema)]));
  return then
    .flatMap((one) =>
      now
        .filter((other) => canBe(one, other))
        .map((other) => ({ one, other, likeness: likeness(marks.get(one)!, marks.get(other)!) })),
    )
    .filter((pair) => pair.likeness >= least)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ one, other }) => [one, other]);
}

/** The share of marks that both have, from which on two branches may stand for the same thing. */
const least = 0.2;

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

function likeness(one: Set<string>, other: Set<string>): number {
  const shared = [...one].filter((mark) => other.has(mark)).length;
  return shared / Math.max(one.size, other.size, 1);
}

/** What tells a branch from others: its types, members and keywords, and what these say. */
const marksOf = (schema: Schema): Set<string> =>
  new Set(
    partsOf(schema).flatMap(({ value }) =>
      isObject(value)
        ? [
            ...[value.type].flat().map(String),
            ...Object.keys(value.properties ?? {}).flatMap((name) => [`.${name}`, `..${name}`]),
            ...Object.entries<Json>(value).flatMap(([key, said]) =>
              /^(?:description|title|example|x-.*)$/u.test(key)
                ? []
                : isObject(said)
                  ? [key]
                  : [key, `${key}: ${String(said)}`],
            ),
          ]
        : [],
    ),
  );
