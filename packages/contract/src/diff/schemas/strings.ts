import { isForeign, isPattern } from '@cc-gateway/openapi';
import { accepts } from './accepts.ts';
import { isObject } from '../reading/node.ts';
import { levelsOf, type Relation } from './finding.ts';
import { compareFormats } from './formats.ts';
import { difference, unread, wordsIn } from './languages.ts';
import { strings } from './scalars.ts';
import { leastOf, mostOf } from './schema.ts';
import type { Slice, SlicePair } from './shape.ts';
import { changed, narrowed, widened } from './tell.ts';
import type { Desk } from './unit.ts';

/** What a schema asks of texts. */
interface Texts {
  least: number;
  most: number;
  patterns: string[];
  /** Texts that may show a difference; made when they are asked for. */
  samples: () => string[];
}

function textsOf({ parts }: Slice): Texts {
  const rules = parts.map(({ value }) => value).filter(isObject);
  let samples: string[] | undefined;
  return {
    least: leastOf(rules, 'minLength'),
    most: mostOf(rules, 'maxLength'),
    patterns: [...new Set<string>(rules.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : [])))],
    samples: () => (samples ??= strings(rules)),
  };
}

/** Compares what two schemas ask of texts: lengths, patterns, formats. */
export function compareStrings(desk: Desk, pair: SlicePair): void {
  const { base, revision } = pair;
  const [then, now] = [textsOf(base), textsOf(revision)];
  compareLengths(desk, then, now, narrowed);
  compareLengths(desk, now, then, widened);
  comparePatterns(desk, then, now, 'narrowed');
  comparePatterns(desk, now, then, 'widened');
  compareFormats(desk, pair);
}

function compareLengths(desk: Desk, from: Texts, to: Texts, tell: typeof narrowed): void {
  if (to.least > from.least && !isBeyond(from, to, 'least'))
    tell(desk, 'length', 'minLength', changed(desk, 'minLength'), textsAt(from, [from.least, to.least - 1]));
  if (to.most < from.most && !isBeyond(from, to, 'most'))
    tell(
      desk,
      'length',
      'maxLength',
      changed(desk, 'maxLength'),
      textsAt(from, [to.most + 1, Math.min(from.most, 100_000)]),
    );
}

/** Texts of some lengths, and others; each made when it is asked for. */
function* textsAt({ patterns, samples }: Texts, lengths: number[]): Iterable<string> {
  for (const length of lengths.filter((one) => one >= 0 && one <= 100_000)) {
    yield 'a'.repeat(length);
    if (length <= 300 && patterns.length > 0) yield* wordsIn([...patterns, `^[^]{${length}}$`], 2);
  }
  yield* samples();
}

/** Whether the patterns allow no text that a bound could keep out. */
function isBeyond({ patterns }: Texts, to: Texts, bound: 'least' | 'most'): boolean {
  const length = bound === 'least' ? to.least : to.most;
  if (patterns.length === 0 || length > 500) return false;
  const kept = bound === 'least' ? `^[^]{${length},}$` : `^[^]{0,${length}}$`;
  const lost = difference(patterns, kept, 1);
  return lost !== unread && lost.length === 0;
}

function comparePatterns(desk: Desk, from: Texts, to: Texts, relation: Relation): void {
  const tell = relation === 'narrowed' ? narrowed : widened;
  for (const pattern of to.patterns.filter((one) => !from.patterns.includes(one))) {
    const wanted = [...from.patterns, ...(from.most <= 300 || from.least > 0 ? [lengthOf(from)] : [])];
    const lost = difference(wanted.length > 0 ? wanted : ['^[^]*$'], pattern);
    if (lost === unread) {
      const found = from.samples().some((text) => tellsApart(desk, relation, text));
      if (found) tell(desk, 'pattern', 'pattern', changed(desk, 'pattern'), from.samples());
      else untold(desk, relation, pattern);
    } else if (lost.length > 0) {
      tell(desk, 'pattern', 'pattern', changed(desk, 'pattern'), [...lost, ...from.samples()]);
    }
  }
}

const lengthOf = ({ least, most }: Texts): string => `^[^]{${Math.min(least, 300)},${most <= 300 ? most : ''}}$`;

function tellsApart({ base, revision }: Desk, relation: Relation, text: string): boolean {
  const [from, to] = relation === 'narrowed' ? [base, revision] : [revision, base];
  return accepts(from, text) === true && accepts(to, text) === false;
}

function untold(desk: Desk, relation: Relation, pattern: string): void {
  desk.add({
    levels: levelsOf[relation],
    rule: `pattern-${relation}`,
    keyword: 'pattern',
    words: {
      request: `may take other texts${changed(desk, 'pattern')}`,
      response: `may be other texts${changed(desk, 'pattern')}`,
    },
    unknown: reasonOf(pattern),
  });
}

function reasonOf(pattern: string): string {
  const the = `the pattern ${JSON.stringify(pattern)}`;
  if (isForeign(pattern)) return `${the} is of PCRE, which JSON Schema does not read`;
  if (!isPattern(pattern)) return `${the} is no regular expression of ECMA-262`;
  return `${the} looks around or back, or is too large to be compared`;
}
