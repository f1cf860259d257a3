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
export class Progress {
  /** The furthest phase so far; undefined while the transport has told none. */
  phase: Phase | undefined = undefined;

  /** Whether the transport has shown that no byte of the request is out. */
  get unsent(): boolean {
    return this.phase !== undefined && outcomes[this.phase] === 'not-applied';
  }

  /** What a failure now leaves behind, where nothing else is known of it. */
  get outcome(): Outcome {
    return this.unsent ? 'not-applied' : 'unknown';
  }

  /** Takes note of a phase. An attempt never goes back, and a word that is no phase tells nothing. */
  reach(phase: Phase): void {
    if (order.indexOf(phase) > order.indexOf(this.phase!)) this.phase = phase;
  }
}
