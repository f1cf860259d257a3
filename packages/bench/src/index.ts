export { publish } from './publish.ts';
export { inRounds, type Rounds } from './rounds.ts';
export { ratios, spreadOf, type Spread } from './spread.ts';
export { versionsOf } from './machine.ts';
export { runCommand, type Cost } from './command.ts';
export type { Benchmark, Machine, Row, Table } from './benchmark.ts';
