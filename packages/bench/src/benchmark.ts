import type { Spread } from './spread.ts';

/** A benchmark as it was run: what was measured, on what, and what came out. */
export interface Benchmark {
  title: string;
  /** What is measured and how, in one or two sentences. */
  method: string;
  /** When it ended, ISO 8601. */
  date: string;
  machine: Machine;
  /** What was compared, by name of its package. */
  versions: Record<string, string>;
  rounds: number;
  /** Whether time ended the rounds, and not their number. */
  endedByTime: boolean;
  /** How long all rounds took. */
  seconds: number;
  tables: Table[];
}

/** Where a benchmark ran. */
export interface Machine {
  cpu: string;
  cores: number;
  /** Processes that wanted to run, on average over the minute before the end; more than `cores` is a busy machine. */
  load: number;
  platform: string;
  node: string;
}

/** Rows that are compared with each other. */
export interface Table {
  title: string;
  /** Digits after the point, by column. */
  columns: Record<string, number>;
  /** The column that is drawn. */
  chart: string;
  rows: Row[];
}

/** What was measured of one contender; a column that it lacks could not be measured. */
export interface Row {
  name: string;
  /** Ours, and not a peer. */
  ours: boolean;
  figures: Record<string, Spread>;
}
