import * as fc from 'fast-check';
import type { Json } from '@cc-gateway/spec';

const widths: Record<string, [least: number, most: number]> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** The least and the most that a number may be; infinite where nothing is said. */
export function boundsOf(schema: Json): { least: number; most: number; step: number } {
  const step = schema.multipleOf ?? (schema.type === 'integer' ? 1 : 0);
  const unit = step || 2 ** -20;
  const [low, high] = widths[schema.format] ?? [-Infinity, Infinity];
  const least = Math.max(low, schema.minimum ?? -Infinity, (schema.exclusiveMinimum ?? -Infinity) + unit);
  const most = Math.min(high, schema.maximum ?? Infinity, (schema.exclusiveMaximum ?? Infinity) - unit);
  return step
    ? { least: Math.ceil(least / step) * step, most: Math.floor(most / step) * step, step }
    : { least, most, step };
}

/** Numbers within the bounds of a schema, its bounds among them. */
export function numberArbitrary(schema: Json): fc.Arbitrary<number> {
  const { least, most, step } = boundsOf(schema);
  const min = Math.max(least, Number.MIN_SAFE_INTEGER);
  const max = Math.max(min, Math.min(most, Number.MAX_SAFE_INTEGER));
  if (!step) return fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0);
  const low = Math.ceil(min / step);
  return fc.integer({ min: low, max: Math.max(low, Math.floor(max / step)) }).map((times) => times * step);
}
