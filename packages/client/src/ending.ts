import { invalid } from './invalid.ts';
import type { CallState } from './call-state.ts';
import type { AbortSignalLike } from './transport.ts';

/** How work ends that gives nothing: its time is over, the caller ends the call, or it fails by itself. */
export type Ended = 'late' | 'aborted' | 'broken';

/** The caller's signal, as one call follows it. */
export interface Ending {
  aborted: boolean;
  reason: unknown;
  /** Tells whoever waits at the moment that the caller ends the call. */
  waiting: ((how: 'aborted', reason: unknown) => void) | undefined;
  /** Lets go of the signal. */
  release: (() => void) | undefined;
}

/** Follows a signal, which may be anybody's. Throws InvalidArgumentError where it cannot be followed. */
export function endingOf(signal: AbortSignalLike | undefined, state: CallState): Ending {
  const ending: Ending = { aborted: false, reason: undefined, waiting: undefined, release: undefined };
  if (signal === undefined) return ending;
  const end = (): void => {
    if (ending.aborted) return;
    ending.aborted = true;
    try {
      ending.reason = signal.reason;
    } catch {
      // A reason that cannot be read is none.
    }
    ending.waiting?.('aborted', ending.reason);
  };
  try {
    if (typeof signal.removeEventListener !== 'function') throw 0;
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  } catch {
    invalid('signal', 'an AbortSignal', signal, state);
  }
  return Object.assign(ending, {
    release() {
      try {
        signal.removeEventListener('abort', end);
      } catch {
        // It was asked to let go, and this call hears nothing of it any more.
      }
    },
  });
}
