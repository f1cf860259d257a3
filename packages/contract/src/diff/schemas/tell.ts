import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { accepts } from './accepts.ts';
import { levelsOf, verbsOf, type Direction, type Relation } from './finding.ts';
import { partsOf, type Schema } from './schema.ts';
import type { Desk } from './unit.ts';

/** What a keyword says on either side, in words. */
export function changed(desk: Desk, keyword: string): string {
  const said = (schema: Schema): string => {
    const values = partsOf(schema).flatMap(({ value }) =>
      isObject(value) && value[keyword] !== undefined ? [JSON.stringify(value[keyword])] : [],
    );
    return values.length > 0 ? cut(values.join(' and ')) : 'none';
  };
  const [then, now] = [said(desk.base), said(desk.revision)];
  return then === now ? `: \`${keyword}\`` : `: \`${keyword}\` is ${now}, was ${then}`;
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** Fewer values than were are taken. */
export const narrowed = (
  desk: Desk,
  rule: string,
  keyword: string,
  words: string,
  values: Iterable<Json>,
  proven?: Json[],
): void => related(desk, 'narrowed', rule, keyword, words, values, proven);

/** More values than were are taken. */
export const widened = (
  desk: Desk,
  rule: string,
  keyword: string,
  words: string,
  values: Iterable<Json>,
  proven?: Json[],
): void => related(desk, 'widened', rule, keyword, words, values, proven);

/** What the comparison could not tell, and why: a break for everybody, until somebody has looked. */
export const notComparable = (desk: Desk, rule: string, keyword: string, words: string, reason: string): void =>
  desk.add({
    levels: { request: 'major', response: 'major' },
    rule,
    keyword,
    words: { request: words, response: words },
    unknown: reason,
  });

function related(
  desk: Desk,
  relation: Relation,
  rule: string,
  keyword: string,
  words: string,
  values: Iterable<Json>,
  proven?: Json[],
): void {
  const [from, to] = relation === 'narrowed' ? [desk.base, desk.revision] : [desk.revision, desk.base];
  const found =
    proven?.[0] !== undefined
      ? proven[0]
      : firstOf(values, (value) => accepts(from, value) === true && accepts(to, value) === false);
  const verbs = verbsOf[relation];
  const shown =
    proven && proven.length > 1
      ? proven
          .slice(0, 5)
          .map((value) => JSON.stringify(value))
          .join(', ')
      : undefined;
  const told = (way: Direction): string =>
    found === undefined
      ? `${vague[relation][way]}${words}`
      : `${verbs[way]} ${shown ?? cut(JSON.stringify(found))}${words}`;
  desk.add({
    levels: levelsOf[relation],
    rule: `${rule}-${relation}`,
    keyword,
    words: { request: told('request'), response: told('response') },
    said: `${words} ${JSON.stringify(proven) ?? ''}`,
    ...(found === undefined ? { unknown: 'no value was found that shows it' } : { witness: { value: found } }),
  });
}

function firstOf(values: Iterable<Json>, isWanted: (value: Json) => boolean): Json {
  for (const value of values) if (isWanted(value)) return value;
  return undefined;
}

const vague: Record<Relation, Record<Direction, string>> = {
  narrowed: { request: 'may take less than it did', response: 'may be less than it was' },
  widened: { request: 'may take more than it did', response: 'may be more than it was' },
};
