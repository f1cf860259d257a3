import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { accepts } from './accepts.ts';
import { compareAlternatives } from './alternatives.ts';
import { compareAnnotations } from './annotations.ts';
import { compareArrays } from './arrays.ts';
import { compareComposition } from './composition.ts';
import { compareConditions } from './conditions.ts';
import { finiteValues } from './finite.ts';
import { finerStepsOf, lostNumbers, numbersOf } from './numbers.ts';
import { compareFormats } from './formats.ts';
import { compareIdle } from './idle.ts';
import { compareObjects } from './objects.ts';
import { samplesOf } from './samples.ts';
import { isSaidAlike } from './said.ts';
import { partsOf, withoutParts, type Schema, type Type } from './schema.ts';
import { slicesOf, type Slice, type SlicePair } from './shape.ts';
import { compareStrings } from './strings.ts';
import { dynamicPairs, isEqual, isSameText, type Desk } from './unit.ts';
import { changed, narrowed, notComparable, widened } from './tell.ts';

/** Compares two schemas that are not proven to be the same: keyword by keyword, with values that show what was found. */
export function compareSchemas(desk: Desk): void {
  const [before, after] = [slicesOf(desk.base), slicesOf(desk.revision)];
  compareAnnotations(desk);
  if (compareUnread(desk)) return;
  compareTypes(desk, before, after);
  compareIdle(desk, before, after);
  compareEmpty(desk, before, after);
  for (const [type, base] of before) {
    const revision = after.get(type);
    if (revision) compareSlices(desk, { type, base, revision });
  }
  compareComposition(desk);
}

/** Whether two schemas are the same text behind references; what these name is compared by itself. */
export function isProven(desk: Desk): boolean {
  const [[x, ...more], [y, ...others]] = [desk.base, desk.revision];
  if (!x || !y) return !x && !y;
  if (more.length > 0 || others.length > 0) return false;
  if (isSameParts(desk)) return true;
  if (typeof x.value?.$ref === 'string' || typeof y.value?.$ref === 'string') {
    const [then, now] = [partsOf([x]), partsOf([y])];
    if (then.length !== 1 || now.length !== 1) return false;
    return isSame(then[0]!, now[0]!);
  }
  return isSame(x, y);

  function isSame(one: Schema[number], other: Schema[number]): boolean {
    const met: Parameters<Parameters<typeof isSameText>[2]>[0][] = [];
    if (!isSameText(one, other, (edge) => met.push(edge))) return false;
    for (const { base, revision, label, polarity, only } of met)
      desk.into([base], [revision], label, { polarity, only });
    return true;
  }
}

/** Whether the parts of two schemas are the same text, in whatever order `allOf` names them. */
function isSameParts(desk: Desk): boolean {
  const [then, now] = [desk.base, desk.revision].map((schema) => partsOf(schema).map(withoutParts));
  if (then!.length < 2 || then!.length !== now!.length || then!.length > most) return false;
  const left = [...now!];
  const pairs = then!.map((part) => {
    const index = left.findIndex(({ value }) => isEqual(part.value, value));
    return [part, index < 0 ? undefined : left.splice(index, 1)[0]] as const;
  });
  if (pairs.some(([, other]) => !other)) return false;
  for (const [part, other] of pairs)
    isSameText(part, other!, ({ base, revision, label, polarity, only }) =>
      desk.into([base], [revision], label, { polarity, only }),
    );
  return true;
}

/** Parts that are looked for one by one. */
const most = 50;

/** Schemas that take nothing are mistakes, such as a type that there is not: what they mean cannot be told. */
function compareEmpty(desk: Desk, before: Map<Type, Slice>, after: Map<Type, Slice>): void {
  if (before.size + after.size > 0) return;
  if (isSaidAlike(desk.base, desk.revision)) return;
  const words = 'is another schema, of which neither takes a value';
  notComparable(desk, 'schema', 'type', words, 'neither schema takes any value');
}

/** What this comparison cannot read, where it is not the same on both sides. */
function compareUnread(desk: Desk): boolean {
  const [then, now] = [desk.base, desk.revision].map((schema) => partsOf(schema).find(isUnread));
  const part = then ?? now;
  if (!part) return false;
  const name: string = part.value.$ref ?? part.value.$dynamicRef;
  if (part.value.$ref !== undefined) {
    const reason = `the reference ${JSON.stringify(name)} leads nowhere`;
    notComparable(desk, 'schema-reference', '$ref', `refers to ${JSON.stringify(name)}`, reason);
    return true;
  }
  const pairs = then && now && then.value.$dynamicRef === now.value.$dynamicRef ? dynamicPairs(then, now) : undefined;
  for (const [base, revision] of pairs ?? []) desk.into([base], [revision], '');
  if (pairs) return false;
  const reason = `${JSON.stringify(name)} names one of several schemas by the way that leads to it, and not the same ones on both sides`;
  notComparable(desk, 'schema-reference', '$dynamicRef', `refers to ${JSON.stringify(name)}`, reason);
  return true;
}

const isUnread = ({ value }: Schema[number]): boolean =>
  typeof value?.$ref === 'string' || typeof value?.$dynamicRef === 'string';

function compareTypes(desk: Desk, before: Map<Type, Slice>, after: Map<Type, Slice>): void {
  const lost = [...before.keys()].filter((type) => !after.has(type));
  const gained = [...after.keys()].filter((type) => !before.has(type));
  const [then, now] = [namesOf(desk.base, before), namesOf(desk.revision, after)];
  const words = `: \`type\` is ${now}, was ${then}`;
  compareMeant(desk, lost, words);
  if (lost.length > 0)
    narrowed(
      desk,
      'type',
      'type',
      words,
      lost.flatMap((type) => samplesOf(desk.base, type)),
    );
  if (gained.length > 0)
    widened(
      desk,
      'type',
      'type',
      words,
      gained.flatMap((type) => samplesOf(desk.revision, type)),
    );
}

/** Tells of a type that no keyword names, but others mean, where it is no longer taken: readers of answers miss it. */
function compareMeant(desk: Desk, lost: Type[], words: string): void {
  const type = meantBy(desk.base);
  if (!type || !lost.includes(type)) return;
  const what = `is no longer the ${type} that \`${type === 'object' ? 'properties' : 'items'}\` described${words}`;
  desk.add({
    levels: { request: 'major', response: 'major' },
    rule: 'type-narrowed',
    keyword: 'type',
    words: { request: what, response: what },
  });
}

function meantBy(schema: Schema): Type | undefined {
  const rules: Json[] = partsOf(schema).map(({ value }) => value);
  if (
    rules.some((rule) => ['type', 'enum', 'const', 'anyOf', 'oneOf'].some((keyword) => rule?.[keyword] !== undefined))
  )
    return undefined;
  if (rules.some((rule) => isObject(rule?.properties))) return 'object';
  return rules.some((rule) => isObject(rule?.items)) ? 'array' : undefined;
}

function namesOf(schema: Schema, slices: Map<Type, Slice>): string {
  const named = partsOf(schema).flatMap(({ value }) => (value?.type === undefined ? [] : [value.type].flat()));
  const list = named.length > 0 && slices.size < 6 ? [...new Set(named)] : [...slices.keys()];
  return slices.size === 6 ? 'any' : slices.size === 0 ? 'none' : list.join(' or ');
}

function compareSlices(desk: Desk, pair: SlicePair): void {
  if (compareFinite(desk, pair)) return;
  const { type, base, revision } = pair;
  if (base.alternatives.length > 0 || revision.alternatives.length > 0) {
    if (compareAlternatives(desk, pair)) return;
  }
  if (type === 'number') compareNumbers(desk, pair);
  else if (type === 'string') compareStrings(desk, pair);
  else if (type === 'array') compareArrays(desk, pair);
  else if (type === 'object') compareObjects(desk, pair);
  compareConditions(desk, pair);
}

/** Sets of values, told apart value by value. */
function compareFinite(desk: Desk, { type, base, revision }: SlicePair): boolean {
  const [then, now] = [finiteValues(desk.base, type, base), finiteValues(desk.revision, type, revision)];
  if (!then && !now) return false;
  const differ = (values: Json[], other: Schema): Json[] => values.filter((value) => accepts(other, value) === false);
  const lost = then ? differ(then, desk.revision) : undefined;
  const gained = now ? differ(now, desk.base) : undefined;
  const keyword = [base, revision].some(({ parts }) => parts.some(({ value }) => value?.const !== undefined))
    ? 'const'
    : 'enum';
  if (lost ? lost.length > 0 : true) narrowed(desk, 'enum', keyword, '', lost ?? samplesOf(desk.base, type), lost);
  if (gained ? gained.length > 0 : true)
    widened(desk, 'enum', keyword, '', gained ?? samplesOf(desk.revision, type), gained);
  return true;
}

function compareNumbers(desk: Desk, pair: SlicePair): void {
  const { base, revision } = pair;
  const [then, now] = [numbersOf(base), numbersOf(revision)];
  if (!isEqual(finerStepsOf(base), finerStepsOf(revision))) {
    const words = `may take other numbers${changed(desk, 'multipleOf')}`;
    const reason = 'steps finer than a thousand-millionth are not compared';
    notComparable(desk, 'multipleOf-narrowed', 'multipleOf', words, reason);
  }
  for (const [keyword, values] of byKeyword(lostNumbers(then, now)))
    narrowed(desk, ruleOf(keyword), keyword, changed(desk, keyword), values);
  for (const [keyword, values] of byKeyword(lostNumbers(now, then)))
    widened(desk, ruleOf(keyword), keyword, changed(desk, keyword), values);
  compareFormats(desk, pair);
}

/** What one keyword keeps out at both ends is one change. */
const byKeyword = (lost: ReturnType<typeof lostNumbers>): Map<string, number[]> =>
  new Map(
    lost.map(({ keyword }) => [keyword, lost.filter((one) => one.keyword === keyword).flatMap(({ values }) => values)]),
  );

const ruleOf = (keyword: string): string =>
  keyword === 'type' || keyword === 'format' || keyword === 'multipleOf' ? keyword : 'bounds';
