import { invalid } from './invalid.ts';
import type { CallState } from './call-state.ts';
import type { AbortSignalLike } from './transport.ts';

/** How work ends that gives nothing: its time is over, the caller ends the call, or it fails by itself. */
export type Ended = 'late' | 'aborted' | 'broken';

/** Has a call follow a signal, which may be anybody's. Throws InvalidArgumentError where it cannot be followed. */
export function follow(signal: AbortSignalLike | undefined, state: CallState): void {
  if (signal === undefined) return;
  const end = (): void => {
    if (state.aborted) return;
    state.aborted = true;
    try {
      state.reason = signal.reason;
    } catch {
      // A reason that cannot be read is none.
    }
    state.waiting?.('aborted', state.reason);
  };
  try {
    if (typeof signal.removeEventListener !== 'function') throw 0;
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  } catch {
    invalid('signal', 'an AbortSignal', signal, state);
  }
  Object.assign(state, {
    release() {
      try {
        signal.removeEventListener('abort', end);
      } catch {
        // It was asked to let go, and this call hears nothing of it any more.
      }
    },
  });
}
