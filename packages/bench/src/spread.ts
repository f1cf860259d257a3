/** The median of the rounds, and the least and the greatest of them. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The spread of some values; undefined where one of them is missing, or there is none. */
export function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  if (known.length === 0 || known.length < values.length) return undefined;
  const sorted = known.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median: rounded(median), min: rounded(sorted[0]!), max: rounded(sorted.at(-1)!) };
}

/** Each value over the base of its own round: what moves both, such as a busy machine, falls out. */
export const ratios = (
  values: readonly (number | undefined)[],
  bases: readonly (number | undefined)[],
): (number | undefined)[] =>
  values.map((value, round) => (value === undefined || bases[round] === undefined ? undefined : value / bases[round]));

// More digits than anybody measures would only be noise in the file.
const rounded = (value: number): number => Number(value.toPrecision(4));
