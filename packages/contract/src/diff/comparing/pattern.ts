import { DFA, getIntersectionWordSets, JS, NFA } from 'refa';

/**
 * Strings that every pattern of `wanted` takes and `unwanted` does not, the shortest first; none where there is none.
 * A pattern that looks around or back cannot be read: none where it is wanted, and none is left out where it is not.
 */
export function stringsBetween(wanted: string[], unwanted?: string, most = 6): string[] {
  const automata = wanted.map(automatonOf);
  if (automata.includes(undefined)) return [];
  const other = unwanted === undefined ? undefined : automatonOf(unwanted);
  other?.complement();
  try {
    const [first, second, ...rest] = [...automata, other].filter((automaton) => automaton !== undefined);
    if (!first) return [];
    const both = second ? intersection(first, second) : first;
    const last = rest[0];
    const strings: string[] = [];
    for (const sets of last ? getIntersectionWordSets(both, last, maxNodes) : both.wordSets()) {
      strings.push(sets.map((set) => String.fromCodePoint(plainest(set))).join(''));
      if (strings.length >= most) break;
    }
    return strings;
  } catch {
    // Too large; the other candidates have to do.
    return [];
  }
}

const maxNodes = 20_000;

const intersection = (one: DFA, other: DFA): DFA =>
  DFA.fromFA(NFA.fromIntersection(one, other, new NFA.LimitedNodeFactory(maxNodes)));

/** The pattern as an automaton; undefined where it looks around or back, or is too large. */
function automatonOf(pattern: string): DFA | undefined {
  try {
    const source = alternativesOf(pattern).map(whole).join('|');
    const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse({ assertions: 'throw' });
    return DFA.fromFA(NFA.fromRegex(expression, { maxCharacter }), new DFA.LimitedNodeFactory(maxNodes));
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

const plainest = (set: { has(character: number): boolean; ranges: readonly { min: number }[] }): number =>
  preferred.find((character) => set.has(character)) ?? set.ranges.at(-1)!.min;
