import type { CallState } from './call-state.ts';
import { invalid } from './address.ts';
import type { AbortSignalLike } from './transport.ts';

/** The caller's signal, as one call follows it. */
export class Ending {
  aborted = false;
  reason: unknown = undefined;
  /** Whoever waits at the moment, and is told when the caller ends the call. */
  waiting: Waiting | undefined = undefined;
  #release: (() => void) | undefined = undefined;

  /** Follows a signal, which may be anybody's. Throws InvalidArgumentError where it cannot be followed. */
  constructor(signal: AbortSignalLike | undefined, state: CallState) {
    if (signal === undefined) return;
    const end = (): void => {
      if (this.aborted) return;
      this.aborted = true;
      try {
        this.reason = signal.reason;
      } catch {
        // A reason that cannot be read is none.
      }
      this.waiting?.callerEnded(this.reason);
    };
    try {
      if (typeof signal.removeEventListener !== 'function') throw new TypeError();
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    } catch {
      invalid('signal', 'an AbortSignal', signal, state);
    }
    this.#release = () => signal.removeEventListener('abort', end);
  }

  /** Lets go of the signal. */
  release(): void {
    try {
      this.#release?.();
    } catch {
      // It was asked to let go, and this call hears nothing of it any more.
    }
  }
}

/** Who waits for something within a call. */
export interface Waiting {
  callerEnded(reason: unknown): void;
}
