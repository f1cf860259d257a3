import { regExpOf } from '@cc-gateway/openapi';
import { DFA, JS, NFA } from 'refa';
import { isSpent } from './effort.ts';

/** Told where a pattern cannot be read as an automaton, or is too large for one. */
export const unread = Symbol('no automaton');

/** Strings that every pattern of `wanted` takes and `unwanted` does not, the shortest first; none where that is proven. */
export function difference(wanted: string[], unwanted: string, most = 3): string[] | typeof unread {
  const automata = [...wanted.map(automatonOf), automatonOf(unwanted)];
  if (!automata.every((automaton) => automaton !== undefined)) return unread;
  try {
    const other = automata.pop()!.copy();
    other.complement();
    return wordsOf([...automata, other].reduce(intersection), most);
  } catch {
    return unread;
  }
}

/** Strings that every pattern takes, the shortest first; none where there is none, or none can be found. */
export function wordsIn(wanted: string[], most = 6): string[] {
  const automata = wanted.map(automatonOf);
  if (!automata.every((automaton) => automaton !== undefined)) return [];
  try {
    return wordsOf(automata.reduce(intersection), most);
  } catch {
    return [];
  }
}

const maxNodes = 20_000;

const intersection = (one: DFA, other: DFA): DFA =>
  DFA.fromFA(
    NFA.fromIntersection(one, other, new NFA.LimitedNodeFactory(maxNodes)),
    new DFA.LimitedNodeFactory(maxNodes),
  );

/** The shortest words of an automaton, one for each way through it; each state is passed once a word at most. */
function wordsOf({ initial, finals }: DFA, most: number): string[] {
  const words: string[] = [];
  const passed = new Map<DFA.Node, number>();
  let front: { node: DFA.Node; path: Path | undefined }[] = [{ node: initial, path: undefined }];
  while (front.length > 0 && words.length < most) {
    const next: typeof front = [];
    for (const { node, path } of front) {
      const times = passed.get(node) ?? 0;
      if (times >= most) continue;
      passed.set(node, times + 1);
      if (finals.has(node)) words.push(wordOf(path));
      for (const [to, set] of targetsOf(node))
        next.push({ node: to, path: { character: plainest(set), before: path } });
    }
    front = next;
  }
  return words.slice(0, most);
}

interface Path {
  character: number;
  before: Path | undefined;
}

function wordOf(path: Path | undefined): string {
  const characters: number[] = [];
  for (let at = path; at; at = at.before) characters.unshift(at.character);
  return characters.map((character) => String.fromCodePoint(character)).join('');
}

/** Where a state leads, each with the characters that lead there. */
function targetsOf({ out }: DFA.Node): Map<DFA.Node, Ranges> {
  const targets = new Map<DFA.Node, { min: number; max: number }[]>();
  for (const [range, node] of out) targets.set(node, [...(targets.get(node) ?? []), range]);
  return new Map(
    [...targets].map(([node, ranges]) => [
      node,
      { ranges, has: (one) => ranges.some(({ min, max }) => min <= one && one <= max) },
    ]),
  );
}

interface Ranges {
  has(character: number): boolean;
  ranges: readonly { min: number }[];
}

const known = new Map<string, DFA | undefined>();

/** Forgets the automata of documents that have been compared. */
export const forgetLanguages = (): void => known.clear();

/** The pattern as an automaton; undefined where it looks around or back, or is too large. */
function automatonOf(pattern: string): DFA | undefined {
  if (!known.has(pattern)) known.set(pattern, built(pattern));
  return known.get(pattern);
}

function built(pattern: string): DFA | undefined {
  if (isSpent()) return undefined;
  try {
    // Each step over letters of a script leads through hundreds of ranges.
    const most = /\\p\{/iu.test(pattern) ? maxNodes / 40 : maxNodes;
    const source = alternativesOf(regExpOf(pattern).source).map(whole).join('|');
    const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse({ assertions: 'throw' });
    return DFA.fromFA(
      NFA.fromRegex(expression, { maxCharacter }, {}, new NFA.LimitedNodeFactory(most)),
      new DFA.LimitedNodeFactory(most),
    );
  } catch {
    return undefined;
  }
}

// A pattern of JSON Schema may match anywhere in a string; an automaton takes whole strings.
function whole(alternative: string): string {
  const start = alternative.startsWith('^');
  const end = /(?<!\\)(\\\\)*\$$/u.test(alternative);
  const inner = alternative.slice(start ? 1 : 0, end ? -1 : undefined);
  return `${start ? '' : '[^]*'}(?:${inner})${end ? '' : '[^]*'}`;
}

function alternativesOf(pattern: string): string[] {
  const alternatives = [''];
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|./gsu)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === '|' && depth === 0) alternatives.push('');
    else alternatives[alternatives.length - 1] += token;
  }
  return alternatives;
}

const preferred = Array.from('a1 A0-_./').map((letter) => letter.codePointAt(0)!);

const plainest = (set: Ranges): number => preferred.find((character) => set.has(character)) ?? set.ranges.at(-1)!.min;
