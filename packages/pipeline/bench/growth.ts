import { ratios, spreadOf, type Row, type Table } from '@cc-gateway/bench';

const base = 100;

/** CPU time of each part for one operation, against that for one of a hundred: 1 is linear, and less is better. */
export const growthRatios = <Part extends string>(
  parts: readonly Part[],
  taken: Map<number, Record<Part, number>[]>,
): Table => {
  const each = (part: Part, count: number): number[] => taken.get(count)!.map((sample) => sample[part] / count);
  return tableOf(`CPU time an operation, against that at ${base} operations`, 2, parts, taken, (part, count) =>
    ratios(each(part, count), each(part, base)),
  );
};

/** CPU time of each part, in milliseconds for the whole document. */
export const growth = <Part extends string>(
  parts: readonly Part[],
  taken: Map<number, Record<Part, number>[]>,
): Table =>
  tableOf('CPU time in ms, by number of operations', 0, parts, taken, (part, count) =>
    taken.get(count)!.map((sample) => sample[part]),
  );

function tableOf<Part extends string>(
  title: string,
  digits: number,
  parts: readonly Part[],
  taken: Map<number, unknown>,
  valuesOf: (part: Part, count: number) => (number | undefined)[],
): Table {
  const counts = [...taken.keys()];
  const named = (count: number): string => `at ${count.toLocaleString('en')}`;
  const figures = (part: Part): Row['figures'] =>
    Object.fromEntries(counts.map((count) => [named(count), spreadOf(valuesOf(part, count))!]));
  return {
    title,
    columns: Object.fromEntries(counts.map((count) => [named(count), digits])),
    chart: named(counts.at(-1)!),
    rows: parts.map((part) => ({ name: part, ours: true, figures: figures(part) })),
  };
}
