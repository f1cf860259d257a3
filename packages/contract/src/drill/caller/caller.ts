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
  seconds: number;
}

/** Has a caller make one call. */
export type Caller = (environment: Environment, signal: AbortSignal) => Promise<Ending>;

const outcomes = new Set(['applied', 'not-applied', 'unknown']);

/** The outcome that the last line of an output says, where it is JSON that says one. */
export function saidIn(output: string): { outcome?: Outcome } {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) return {};
  try {
    const { outcome } = JSON.parse(line) as { outcome?: Outcome };
    return outcome !== undefined && outcomes.has(outcome) ? { outcome } : {};
  } catch {
    return {};
  }
}
