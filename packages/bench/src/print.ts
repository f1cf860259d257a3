import type { Benchmark, Row, Table } from './benchmark.ts';
import type { Spread } from './spread.ts';

/** A benchmark as text: what was measured, and each table with medians and spread. */
export const printed = (benchmark: Benchmark): string =>
  [
    `\n${benchmark.title}`,
    benchmark.method,
    ...circumstances(benchmark),
    ...benchmark.tables.map(
      (table) => `\n${table.title}\n${aligned([head(table), ...table.rows.map((row) => cells(table, row))])}`,
    ),
  ].join('\n');

/** On what, by what and how often it was measured: one line each. */
export const circumstances = ({ machine, versions, rounds, endedByTime, seconds, date }: Benchmark): string[] => [
  `${rounds} rounds in turns${endedByTime ? ', as many as the time allowed' : ''}, ${seconds} s; medians, least to greatest in brackets.`,
  `${date.slice(0, 10)}, Node ${machine.node}, ${machine.cpu}, ${machine.cores} cores (load ${machine.load}), ${machine.platform}.`,
  `${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.`,
];

/** The head of a table. */
export const head = (table: Table): string[] => ['', ...Object.keys(table.columns)];

/** The cells of a row: its name, and a median with its spread for each column. */
export const cells = ({ columns }: Table, { name, figures }: Row): string[] => [
  name,
  ...Object.entries(columns).map(([column, digits]) => shown(figures[column], digits)),
];

const shown = (spread: Spread | undefined, digits: number): string =>
  spread ? `${spread.median.toFixed(digits)} (${spread.min.toFixed(digits)}–${spread.max.toFixed(digits)})` : '–';

function aligned(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
