import type { CharSet, Concatenation, Element } from 'refa';
import { modules } from '../modules.ts';
import { regExpOf } from '../patterns/reading.ts';

/** Characters that people read with ease, the most welcome first. */
const welcome = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./ ';

/** How many more characters a text shall have than it needs: what is repeated takes from it. */
interface Budget {
  left: number;
  /** Whether what may be there is there once. */
  isOpen: boolean;
}

/**
 * Texts that likely match a pattern, at least `least` characters long where the pattern allows that: what stands in look-arounds is
 * put in front or left out. Another one for each variant. Undefined where the pattern cannot be read.
 */
export function textsFor(source: string, least: number, variant: number): string[] {
  try {
    const { source: words, flags } = regExpOf(source);
    const { expression } = modules.refa.JS.Parser.fromLiteral({ source: words, flags }).parse({
      backreferences: 'unknown',
    });
    const [chosen] = rotated(expression.alternatives, variant);
    if (!chosen) return [];
    const plain = longEnough(chosen, least, variant, true);
    const wanted = looksAhead(chosen).map((part) => textOf(part, { left: 0, isOpen: true }, variant));
    const start = wanted.join('');
    if (start === '') return [plain, longEnough(chosen, least, variant, false)];
    return [start + plain, plain, start + plain.slice(start.length).padEnd(least - start.length, 'a')];
  } catch {
    return [];
  }
}

/** What can be repeated, is repeated until the text is long enough. */
function longEnough(part: Concatenation, least: number, variant: number, isOpen: boolean): string {
  const text = textOf(part, { left: 0, isOpen }, variant);
  return text.length < least ? textOf(part, { left: least - text.length, isOpen }, variant) : text;
}

const textOf = ({ elements }: Concatenation, budget: Budget, variant: number): string =>
  elements.map((element) => textOfElement(element, budget, variant)).join('');

function textOfElement(element: Element, budget: Budget, variant: number): string {
  if (element.type === 'CharacterClass') return characterOf(element.characters, variant);
  if (element.type === 'Alternation') return textOf(rotated(element.alternatives, variant)[0]!, budget, variant);
  if (element.type !== 'Quantifier') return '';
  const { min, max, alternatives } = element;
  const least = Math.min(max, Math.max(min, budget.isOpen && max === Infinity ? 1 : 0));
  let text = '';
  for (let times = 0; times < max && (times < least || budget.left > 0); times += 1) {
    const [chosen] = rotated(alternatives, variant + times);
    const next = chosen ? textOf(chosen, { left: 0, isOpen: false }, variant + times) : '';
    if (times >= least) budget.left -= Math.max(1, next.length);
    text += next;
  }
  return text;
}

const looksAhead = ({ elements }: Concatenation): Concatenation[] =>
  elements.flatMap((element) =>
    element.type === 'Assertion' && element.kind === 'ahead' && !element.negate ? element.alternatives.slice(0, 1) : [],
  );

function characterOf(set: CharSet, variant: number): string {
  const liked = Array.from(welcome).filter((character) => set.has(character.codePointAt(0)!));
  if (liked.length > 0) return liked[variant % liked.length]!;
  const printable = set.ranges.find(({ max }) => max >= 0x21) ?? set.ranges[0];
  if (!printable) return '';
  const start = Math.max(printable.min, Math.min(0x21, printable.max));
  return String.fromCodePoint(start + (variant % (printable.max - start + 1)));
}

const rotated = <T>(list: readonly T[], by: number): T[] =>
  list.length === 0 ? [] : [...list.slice(by % list.length), ...list.slice(0, by % list.length)];
