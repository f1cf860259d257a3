import type { Outcome } from '@cc-gateway/spec';
import type { Environment } from './environment.ts';

/** How a call of a caller ended, as the caller says it. */
export interface Ending {
  /** The exit code; undefined where it was ended because it did not end. */
  code: number | undefined;
  /** What it printed, on both streams. */
  output: string;
  /** What its last line says, where that is JSON with an `outcome`. */
  outcome?: Outcome;
  /** The code that it names there. */
  retcode?: unknown;
  seconds: number;
}

/** Has a caller make one call. */
export type Caller = (environment: Environment, signal: AbortSignal) => Promise<Ending>;

const outcomes = new Set(['applied', 'not-applied', 'unknown']);

/** What the last line of an output says, where it is JSON that says an outcome. */
export function saidIn(output: string): Pick<Ending, 'outcome' | 'retcode'> {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) return {};
  try {
    const { outcome, retcode } = JSON.parse(line) as Pick<Ending, 'outcome' | 'retcode'>;
    if (outcome === undefined || !outcomes.has(outcome)) return {};
    return { outcome, ...(retcode !== undefined && retcode !== null && { retcode }) };
  } catch {
    return {};
  }
}
