import type { Concatenation, Element } from 'refa';
import { modules } from '../modules.ts';

/** How many ways a backtracking engine may try: at most `factor` times the length of the text to the power of `power`. */
export interface Ways {
  power: number;
  factor: number;
}

const one: Ways = { power: 0, factor: 1 };
const endless: Ways = { power: Infinity, factor: Infinity };

/** An upper bound of the ways in which a pattern can be tried at a text; endless where it cannot be told. */
export function waysOf(source: string, flags: string): Ways {
  try {
    const { expression } = modules.refa.JS.Parser.fromLiteral({ source, flags }).parse({ backreferences: 'throw' });
    const ways = anyOf(expression.alternatives);
    // Without an anchor, every place of the text is a start.
    const isAnchored = expression.alternatives.every(({ elements: [first] }) => isStart(first));
    return isAnchored ? ways : { ...ways, power: ways.power + 1 };
  } catch {
    return endless;
  }
}

const isStart = (element: Element | undefined): boolean =>
  element?.type === 'Assertion' && element.kind === 'behind' && element.negate;

const anyOf = (alternatives: readonly Concatenation[]): Ways =>
  alternatives.length === 0 ? one : alternatives.map(inTurn).reduce(summed);

const summed = (left: Ways, right: Ways): Ways => ({
  power: Math.max(left.power, right.power),
  factor: left.factor + right.factor,
});

/** What looks around is left behind once it has matched: its ways add to those of the rest. */
function inTurn({ elements }: Concatenation): Ways {
  const [around, rest] = [true, false].map((isAround) =>
    elements.filter(({ type }) => (type === 'Assertion') === isAround).map(waysOfElement),
  ) as [Ways[], Ways[]];
  const product = rest.reduce(
    (left, right) => ({ power: left.power + right.power, factor: left.factor * right.factor }),
    one,
  );
  return [...around, product].reduce(summed);
}

function waysOfElement(element: Element): Ways {
  if (element.type === 'Alternation' || element.type === 'Assertion') return anyOf(element.alternatives);
  if (element.type === 'Unknown') return endless;
  if (element.type !== 'Quantifier') return one;
  const { min, max, alternatives } = element;
  const inner = anyOf(alternatives);
  if (inner.power > 0 || (inner.factor > 1 && max === Infinity)) return max === 1 ? inner : endless;
  if (max === Infinity) return { power: 1, factor: 1 };
  return { power: 0, factor: (max - min + 1) * inner.factor ** max };
}
