import type { CallState } from './call-state.ts';
import { invalid } from './address.ts';
import type { AbortSignalLike } from './transport.ts';

/** The caller's signal, as one call follows it. */
export interface Ending {
  aborted: boolean;
  reason: unknown;
  /** Told when the caller ends the call; whoever waits at the moment sets it. */
  onAbort: (() => void) | undefined;
  /** Lets go of the signal. */
  release(): void;
}

/** Follows a signal, which may be anybody's. Throws InvalidArgumentError where it cannot be followed. */
export function endingOf(signal: AbortSignalLike | undefined, state: CallState): Ending {
  const ending: Ending = { aborted: false, reason: undefined, onAbort: undefined, release() {} };
  if (signal === undefined) return ending;
  const end = (): void => {
    if (ending.aborted) return;
    ending.aborted = true;
    try {
      ending.reason = signal.reason;
    } catch {
      // A reason that cannot be read is none.
    }
    ending.onAbort?.();
  };
  try {
    if (typeof signal.removeEventListener !== 'function') throw new TypeError();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  } catch {
    return invalid('signal', 'an AbortSignal', signal, state);
  }
  ending.release = () => {
    try {
      signal.removeEventListener('abort', end);
    } catch {
      // It was asked to let go, and this call hears nothing of it any more.
    }
  };
  return ending;
}
