import type { Json } from '../json.ts';

const widths: Record<string, [least: number, most: number]> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};

/** A number within the bounds of a schema, near zero; the next one for each further variant. Undefined where there is none. */
export function numberOf(schema: Json, isInteger: boolean, variant: number): number | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  const step: number = isInteger && !Number.isInteger(multipleOf) ? wholeStep(multipleOf) : (multipleOf ?? 0);
  const [low, high] =
    widths[format] ?? (isInteger ? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] : [-Infinity, Infinity]);
  const least = Math.max(low, minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const most = Math.min(high, maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const isIn = (value: number): boolean =>
    value >= least && value <= most && value !== exclusiveMinimum && value !== exclusiveMaximum;
  if (!step) {
    const spread = Number.isFinite(most - least) ? (most - least) / 4 : 1;
    const start = isIn(variant) ? variant : Number.isFinite(least) ? least : most;
    return [start, variant, start + 1, start - 1, least + spread / (variant + 1), most - spread / (variant + 1)].find(
      isIn,
    );
  }
  const first = least > 0 ? Math.ceil(least / step) : most < 0 ? Math.floor(most / step) : 0;
  const direction = most < 0 ? -1 : 1;
  for (let times = first; Math.abs(times - first) <= variant + 2; times += direction) {
    const value = rounded(times * step);
    if (isIn(value) && Math.abs(times - first) >= variant) return value;
  }
  const back = rounded((first - direction * (variant + 1)) * step);
  return isIn(back) ? back : undefined;
}

/** The least whole number that is a multiple of a step. */
function wholeStep(multipleOf: number | undefined): number {
  if (!multipleOf) return 1;
  for (let times = 1; times <= 1_000_000; times += 1) {
    const value = rounded(times * multipleOf);
    if (Number.isInteger(value)) return value;
  }
  return 1;
}

/** Without the noise of binary fractions. */
const rounded = (value: number): number => Number(value.toPrecision(15));
