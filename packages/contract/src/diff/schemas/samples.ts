import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { accepts, isOf, memberOf } from './accepts.ts';
import { isSpent } from './effort.ts';
import { distinct, literals, numbers, strings } from './scalars.ts';
import { keyOf, type Schema, type Type } from './schema.ts';
import { slicesOf, type Slice } from './shape.ts';

const most = 40;

/** Values that a schema takes, plain ones first; of one type where it is given. None where none was found. */
export function samplesOf(schema: Schema, type?: Type, depth = 4): Json[] {
  const key = `${keyOf(schema)} ${type ?? ''} ${depth}`;
  let found = known.get(key);
  if (!found) {
    // What contains itself has no samples inside of itself.
    known.set(key, []);
    known.set(key, (found = made(schema, type, depth)));
  }
  return found;
}

const known = new Map<string, Json[]>();

/** Forgets the samples of documents that have been compared. */
export const forgetSamples = (): void => known.clear();

function made(schema: Schema, type: Type | undefined, depth: number): Json[] {
  if (isSpent()) return [];
  const slices = [...slicesOf(schema)].filter(([own]) => type === undefined || own === type);
  const values = slices.flatMap(([own, slice]) => ofSlice(own, slice, depth));
  return distinct(values)
    .filter((value) => accepts(schema, value) === true)
    .slice(0, most);
}

function ofSlice(type: Type, slice: Slice, depth: number): Json[] {
  const [choice] = slice.alternatives;
  const rules: Json[] = slice.parts.map(({ value }) => value).filter(isObject);
  const named = literals(rules).filter((value) => isOf(type, value));
  const own =
    choice && depth > 0
      ? choice.branches
          .slice(0, 12)
          .flatMap((branch) =>
            samplesOf(
              [
                ...slice.parts.filter((part) => part.value !== choice.part.value),
                ...withoutChoice(slice, choice.kind),
                ...branch,
              ],
              type,
              depth - 1,
            ).slice(0, 4),
          )
      : [];
  return [...named, ...own, ...plainOf(type, slice, rules, depth)];

  function withoutChoice({ alternatives }: Slice, kind: 'anyOf' | 'oneOf'): Schema {
    return alternatives.slice(0, 1).map(({ part }) => {
      const { [kind]: _, ...value } = part.value;
      return { ...part, value };
    });
  }
}

function plainOf(type: Type, slice: Slice, rules: Json[], depth: number): Json[] {
  if (type === 'null') return [null];
  if (type === 'boolean') return [true, false];
  if (type === 'number') return [1, 0, 1.5, -1, ...numbers(rules)];
  if (type === 'string') return ['a', '', ...strings(rules)];
  return type === 'array' ? arrays(slice, rules, depth) : objects(slice, rules, depth);
}

function arrays({ parts }: Slice, rules: Json[], depth: number): Json[] {
  const least = Math.max(0, ...rules.map(({ minItems = 0 }) => minItems));
  const at = (index: number): Json[] => {
    const items = parts.flatMap((part) => itemOf(part, index));
    return depth > 0 ? samplesOf(items, undefined, depth - 1) : [];
  };
  if (least > 200) return [];
  const first = at(0);
  const filled = Array.from({ length: Math.max(least, 1) }, (_, index) => (index === 0 ? first : at(index)));
  const same = filled.map((values) => values[0] ?? null);
  const mixed = filled.map((values, index) => values[index % Math.max(values.length, 1)] ?? null);
  return [
    ...(least === 0 ? [[]] : []),
    same,
    mixed,
    ...first.slice(1, 8).map((value) => same.with(0, value)),
    [...same, ...same],
  ];
}

/** What one part asks of an item. */
export function itemOf(part: Schema[number], index: number): Schema {
  const { prefixItems, items } = part.value;
  if (Array.isArray(prefixItems) && index < prefixItems.length) {
    const list = { ...part, value: prefixItems, parent: part, key: 'prefixItems' };
    return [{ ...list, value: prefixItems[index], parent: list, key: index }];
  }
  return items === undefined ? [] : [{ ...part, value: items, parent: part, key: 'items' }];
}

function objects({ parts }: Slice, rules: Json[], depth: number): Json[] {
  const required = new Set<string>(rules.flatMap(({ required: names }) => (Array.isArray(names) ? names : [])));
  const declared = [...new Set(rules.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const of = (name: string): Json[] =>
    depth > 0
      ? samplesOf(
          parts.flatMap((part) => memberOf(part, name).flat()),
          undefined,
          depth - 1,
        )
      : [];
  const least = Object.fromEntries([...required].map((name) => [name, of(name)[0] ?? 'a']));
  const optional = declared.filter((name) => !required.has(name)).slice(0, depth > 2 ? 12 : 3);
  const fuller = optional.flatMap((name) =>
    of(name)
      .slice(0, 3)
      .map((value) => ({ ...least, [name]: value })),
  );
  const changed =
    depth > 2
      ? [...required].slice(0, 8).flatMap((name) =>
          of(name)
            .slice(1, 6)
            .map((value) => ({ ...least, [name]: value })),
        )
      : [];
  return [least, ...fuller, Object.assign({}, least, ...fuller), { ...least, another: 'a' }, ...changed];
}
