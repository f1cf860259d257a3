import type { Outcome } from './facts.ts';
import type { Phase } from './transport.ts';

/** What a failure in each phase leaves behind, in the order of the phases: before `sent` no byte of the request is out. */
const outcomes: Record<Phase, Outcome> = {
  queued: 'not-applied',
  connecting: 'not-applied',
  secured: 'not-applied',
  sent: 'unknown',
  answered: 'unknown',
};
const order = Object.keys(outcomes);

/** How far one attempt has come, by what its transport has told. */
export interface Progress {
  /** The furthest phase so far; undefined while the transport has told none. */
  phase: Phase | undefined;
  /** What a failure now leaves behind, where nothing else is known of it: `unknown` until the transport has told a phase. */
  outcome: Outcome;
}

/** Takes note of a phase. An attempt never goes back, and a word that is no phase tells nothing. */
export function reach(progress: Progress, phase: Phase): void {
  if (order.indexOf(phase) <= order.indexOf(progress.phase!)) return;
  progress.phase = phase;
  progress.outcome = outcomes[phase];
}
