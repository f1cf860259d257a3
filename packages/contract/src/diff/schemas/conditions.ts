import type { Json } from '@cc-gateway/spec';
import { child, isObject, type Node } from '../reading/node.ts';
import { samplesOf } from './samples.ts';
import { schemaAt, type Schema } from './schema.ts';
import type { Slice } from './shape.ts';
import type { Desk, Polarity } from './unit.ts';
import { changed, narrowed, widened } from './tell.ts';
import type { SlicePair } from './shape.ts';

/** Keywords that bear on values through schemas of their own, by the type on which they bear; and how. */
const conditions: Record<string, { polarity: Polarity; label: string; only?: SlicePair['type'] }> = {
  not: { polarity: 'reversed', label: 'what is refused' },
  unevaluatedItems: { polarity: 'same', label: 'further items', only: 'array' },
  unevaluatedProperties: { polarity: 'same', label: 'further members', only: 'object' },
  contentSchema: { polarity: 'same', label: 'content', only: 'string' },
};

/** Compares what asks for something under a condition, or the opposite of something. */
export function compareConditions(desk: Desk, pair: SlicePair): void {
  for (const [keyword, { polarity, label, only }] of Object.entries(conditions)) {
    if (only && only !== pair.type) continue;
    compareLists(desk, pair, keyword, listsOf(pair.base, keyword), listsOf(pair.revision, keyword), label, polarity);
  }
  compareIf(desk, pair);
  if (pair.type === 'array') compareContained(desk, pair);
  if (pair.type === 'object') compareDependent(desk, pair);
}

const listsOf = ({ parts }: Slice, keyword: string): Schema =>
  parts.flatMap((part) => (isObject(part.value) ? schemaAt(part, keyword) : []));

function compareLists(
  desk: Desk,
  { type }: SlicePair,
  keyword: string,
  then: Schema,
  now: Schema,
  label: string,
  polarity: Polarity,
): void {
  for (const index of Array.from({ length: Math.max(then.length, now.length) }).keys()) {
    const [before, after] = [then[index], now[index]];
    const rule = keyword.toLowerCase().startsWith('unevaluated') ? 'closed' : keyword;
    if (before && after) desk.into([before], [after], label, { polarity });
    else if (after && asks(keyword, after))
      narrowed(desk, rule, keyword, changed(desk, keyword), illustrations(desk.base, after, type, keyword));
    else if (before && asks(keyword, before))
      widened(desk, rule, keyword, changed(desk, keyword), illustrations(desk.revision, before, type, keyword));
  }
}

/** Whether a keyword with this schema refuses anything. */
const asks = (keyword: string, { value }: Node): boolean =>
  keyword === 'not'
    ? value !== false && !isOfTypes(value)
    : value !== true && !(isObject(value) && Object.keys(value).length === 0);

/** Whether a schema is of types alone: what refuses it takes fewer types, which is told as such. */
const isOfTypes = (value: Json): boolean => isObject(value) && Object.keys(value).join() === 'type';

function illustrations(schema: Schema, condition: Node, type: SlicePair['type'], keyword: string): Json[] {
  const values = samplesOf(schema, type);
  if (keyword === 'not') return [...samplesOf([condition], type), ...values];
  if (type === 'object') return values.map((value) => ({ ...value, another: 'a' }));
  return values;
}

/** Lists that must hold some items of a kind: how many, and of which. */
function compareContained(desk: Desk, { base, revision }: SlicePair): void {
  const [then, now] = [base, revision].map(({ parts }) =>
    parts.filter(({ value }) => isObject(value) && value.contains !== undefined),
  ) as [Node[], Node[]];
  for (const index of Array.from({ length: Math.max(then.length, now.length) }).keys()) {
    const [before, after] = [then[index], now[index]];
    const bounds = [before, after].map((part) => ({
      least: part ? (part.value.minContains ?? 1) : 0,
      most: part?.value.maxContains ?? Infinity,
    }));
    const [from, to] = bounds as [{ least: number; most: number }, { least: number; most: number }];
    const kind = after ?? before!;
    const lists = (schema: Schema): Json[] =>
      listsWith(
        schemaAt(kind, 'contains'),
        [from.least, to.least - 1, from.least - 1, to.least, to.most + 1, from.most, from.most + 1, to.most],
        samplesOf(schema, 'array'),
      );
    if (before && after)
      desk.into(schemaAt(before, 'contains'), schemaAt(after, 'contains'), 'contained item', {
        polarity: from.most < Infinity || to.most < Infinity ? 'both' : 'same',
      });
    for (const [keyword, isLess, isMore] of [
      ['minContains', to.least > from.least, from.least > to.least],
      ['maxContains', from.most > to.most, to.most > from.most],
    ] as const) {
      const named = before && after ? keyword : 'contains';
      if (isLess) narrowed(desk, 'contains', named, changed(desk, named), lists(desk.base));
      if (isMore) widened(desk, 'contains', named, changed(desk, named), lists(desk.revision));
    }
  }
}

/** Lists with so many items of a kind. */
function listsWith(kind: Schema, sizes: number[], others: Json[]): Json[] {
  const items = samplesOf(kind);
  const of = (size: number): Json[] => Array.from({ length: size }, (_, index) => items[index % items.length]);
  return [...others, [], ...sizes.filter((size) => size >= 0 && size < 200 && items.length > 0).map(of)];
}

function compareIf(desk: Desk, { type, base, revision }: SlicePair): void {
  const of = ({ parts }: Slice): Node[] =>
    parts.filter(
      ({ value }) =>
        isObject(value) && value.if !== undefined && (value.then !== undefined || value.else !== undefined),
    );
  const [then, now] = [of(base), of(revision)];
  for (const index of Array.from({ length: Math.max(then.length, now.length) }).keys()) {
    const [before, after] = [then[index], now[index]];
    if (before && after) {
      desk.into(schemaAt(before, 'if'), schemaAt(after, 'if'), 'condition', { polarity: 'both' });
      for (const branch of ['then', 'else'])
        desk.into(schemaAt(before, branch), schemaAt(after, branch), `what follows (${branch})`);
    } else if (after) narrowed(desk, 'if', 'if', ': a condition was added', samplesOf(desk.base, type));
    else widened(desk, 'if', 'if', ': a condition was removed', samplesOf(desk.revision, type));
  }
}

function compareDependent(desk: Desk, { base, revision }: SlicePair): void {
  const of = ({ parts }: Slice): Map<string, Node> =>
    new Map(
      parts.flatMap((part) =>
        Object.keys(part.value?.dependentSchemas ?? {}).map((name): [string, Node] => [
          name,
          child(child(part, 'dependentSchemas'), name),
        ]),
      ),
    );
  const [then, now] = [of(base), of(revision)];
  for (const name of new Set([...then.keys(), ...now.keys()])) {
    const [before, after] = [then.get(name), now.get(name)];
    if (before && after) desk.into([before], [after], `objects with ${name}`);
    else if (after)
      narrowed(desk, 'dependent', 'dependentSchemas', `: ${name} asks for more`, samplesOf(desk.base, 'object'));
    else
      widened(
        desk,
        'dependent',
        'dependentSchemas',
        `: ${name} no longer asks for more`,
        samplesOf(desk.revision, 'object'),
      );
  }
}
