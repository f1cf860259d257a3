import type { Json } from '@cc-gateway/spec';
import { samplesOf } from './arbitrary.ts';
import { boundsOf } from './numbers.ts';
import type { Schemas } from './schema.ts';

/** Valid values of a field: some that look like the one in use, some that do not. None of them is at an edge. */
export function siblingsOf(
  schemas: Schemas,
  schema: Json,
  value: unknown,
  seed: number,
): { near: unknown[]; far: unknown[] } {
  const isValid = (candidate: unknown): boolean => candidate !== value && schemas.accepts(schema, candidate);
  const distinct = (values: unknown[], count: number): unknown[] =>
    [...new Map(values.filter(isValid).map((each) => [JSON.stringify(each), each])).values()].slice(0, count);
  if (typeof value === 'number') {
    const { least, most, step } = boundsOf(schema);
    const unit = step || 1;
    const spread = [37, 411, 1_913, 5_003, 30_011, 48_017].map((number) => (number + (seed % 7)) * unit);
    return {
      near: distinct(
        [1, 2, 3, -1, -2].map((times) => value + times * unit),
        3,
      ),
      far: distinct(
        spread.filter((number) => number > least && number < most),
        4,
      ),
    };
  }
  if (typeof value !== 'string') return { near: [], far: distinct(samplesOf(schemas, schema, seed, 6), 4) };
  const changed = [1, 2, 3].map((step) => changedDigit(value, step));
  const letters = ['b', 'c', 'd'].map((letter) => value.replace(/[A-Za-z](?=[^A-Za-z]*$)/, letter));
  return {
    near: distinct([...changed, ...letters], 3),
    far: distinct(plainFirst(samplesOf(schemas, schema, seed, 30)), 5),
  };
}

/** `text` with its last digit moved on. */
const changedDigit = (text: string, step: number): string =>
  text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + step) % 10));

/** Values of plain letters and digits first: they try nothing else. */
const plainFirst = (values: unknown[]): unknown[] =>
  values.filter((value) => value !== '').toSorted((left, right) => oddity(left) - oddity(right));

const oddity = (value: unknown): number =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\w/g, '').length;
