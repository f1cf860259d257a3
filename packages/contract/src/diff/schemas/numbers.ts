import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { whole } from './accepts.ts';
import type { Slice } from './shape.ts';

/** The numbers that a schema takes, as far as bounds and steps say. */
export interface Numbers {
  low: Bound;
  high: Bound;
  /** All are multiples of it; 0 where any number is taken. A whole number of `1 / scale`. */
  step: bigint;
}

interface Bound {
  value: number;
  isOpen: boolean;
  keyword: string;
}

/** Decimals that count in steps. */
export const scale = 10 ** 9;

/** The numbers of a slice. */
export function numbersOf({ parts }: Slice): Numbers {
  let low: Bound = { value: -Infinity, isOpen: false, keyword: 'minimum' };
  let high: Bound = { value: Infinity, isOpen: false, keyword: 'maximum' };
  let step = 0n;
  const under = (value: Json, isOpen: boolean, keyword: string): void => {
    if (typeof value === 'number' && (value < high.value || (value === high.value && isOpen)))
      high = { value, isOpen, keyword };
  };
  const over = (value: Json, isOpen: boolean, keyword: string): void => {
    if (typeof value === 'number' && (value > low.value || (value === low.value && isOpen)))
      low = { value, isOpen, keyword };
  };
  for (const { value: rule } of parts.filter(({ value }) => isObject(value))) {
    over(rule.minimum, false, 'minimum');
    over(rule.exclusiveMinimum, true, 'exclusiveMinimum');
    under(rule.maximum, false, 'maximum');
    under(rule.exclusiveMaximum, true, 'exclusiveMaximum');
    const types = rule.type === undefined ? undefined : [rule.type].flat();
    const range = whole.get(rule.format);
    if (range !== undefined) {
      over(range[0], false, 'format');
      under(range[1], false, 'format');
    }
    if (range !== undefined || (types?.includes('integer') && !types.includes('number')))
      step = common(step, BigInt(scale));
    if (rule.multipleOf > 0 && isCounted(rule.multipleOf)) step = common(step, counted(rule.multipleOf));
  }
  return rounded({ low, high, step });
}

/** Steps that are too fine to be counted. */
export const finerStepsOf = ({ parts }: Slice): number[] =>
  parts.flatMap(({ value }) =>
    isObject(value) && value.multipleOf > 0 && !isCounted(value.multipleOf) ? [value.multipleOf] : [],
  );

const isCounted = (step: number): boolean =>
  step * scale > 0.5 && Math.abs(step * scale - Math.round(step * scale)) < 1e-3 * Math.max(1, step);

/** A step in the least that counts; a whole one exactly, whatever its size. */
const counted = (step: number): bigint =>
  Number.isInteger(step) ? BigInt(step) * BigInt(scale) : BigInt(Math.round(step * scale));

/** Bounds that a step reaches. */
function rounded({ low, high, step }: Numbers): Numbers {
  if (step === 0n) return { low, high, step };
  const size = Number(step) / scale;
  const up = (value: number): number => Math.ceil(Number((value / size).toFixed(9))) * size;
  const down = (value: number): number => Math.floor(Number((value / size).toFixed(9))) * size;
  const at = (bound: Bound, value: number): Bound =>
    Number.isFinite(bound.value) && Math.abs(bound.value) < 2 ** 53 ? { ...bound, value, isOpen: false } : bound;
  const from = up(low.value);
  const to = down(high.value);
  return {
    low: at(low, low.isOpen && from === low.value ? from + size : from),
    high: at(high, high.isOpen && to === high.value ? to - size : to),
    step,
  };
}

/** The least step that is a multiple of both. */
function common(one: bigint, other: bigint): bigint {
  if (one === 0n || other === 0n) return one + other;
  let [a, b] = [one, other];
  while (b > 0n) [a, b] = [b, a % b];
  return (one / a) * other;
}

/** Which keywords keep numbers of `x` out of `y`, each with numbers that may show it. */
export function lostNumbers(from: Numbers, to: Numbers): { keyword: string; values: number[] }[] {
  // What a step keeps out is told as such, not as a bound that it moves.
  const [x, y] = [{ ...rounded({ ...from, step: common(from.step, to.step) }), step: from.step }, to];
  const size = x.step === 0n ? 0 : Number(x.step) / scale;
  const lost: { keyword: string; values: number[] }[] = [];
  const near = (from: number, sign: number): number[] => [
    ...(Math.abs(from) > 2 ** 52 ? [from / 2, from / 4, from * 1.5] : []),
    from,
    from + sign * (size || 1),
    from + sign * (size || 0.5),
    from + (sign * size || sign) * 2,
  ];
  if (y.low.value > x.low.value || (y.low.value === x.low.value && y.low.isOpen && !x.low.isOpen)) {
    lost.push({
      keyword: y.low.keyword,
      values: near(
        Number.isFinite(x.low.value) ? x.low.value : Math.min(aligned(y.low.value, size), x.high.value),
        Number.isFinite(x.low.value) ? 1 : -1,
      ),
    });
  }
  if (y.high.value < x.high.value || (y.high.value === x.high.value && y.high.isOpen && !x.high.isOpen)) {
    lost.push({
      keyword: y.high.keyword,
      values: near(
        Number.isFinite(x.high.value) ? x.high.value : Math.max(aligned(y.high.value, size), x.low.value),
        Number.isFinite(x.high.value) ? -1 : 1,
      ),
    });
  }
  if (y.step > 0n && (x.step === 0n || x.step % y.step !== 0n)) {
    const from = Number.isFinite(x.low.value)
      ? x.low.value
      : Number.isFinite(x.high.value)
        ? x.high.value - 20 * (size || 1)
        : 0;
    const values = Array.from({ length: 20 }, (_, index) => from + (index + 1) * (size || 0.5));
    lost.push({
      keyword: y.step % BigInt(scale) === 0n && y.step === BigInt(scale) ? 'type' : 'multipleOf',
      values: [from + 0.5 * (size || 1), ...values],
    });
  }
  return lost;
}

const aligned = (value: number, size: number): number => (size ? Math.round(value / size) * size : value);
