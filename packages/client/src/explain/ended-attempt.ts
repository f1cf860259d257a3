import type { Ended } from '../ending.ts';
import type { Explanation } from '../explainer.ts';
import type { Progress } from '../phase.ts';

/** An attempt that had no answer in time, or that the caller ended. */
export function endedAttempt(how: Ended, timeout: number, { outcome }: Progress): Explanation {
  if (how === 'aborted') return { message: `the caller ended it; ${effectOf(outcome)}` };
  const retryable = outcome === 'not-applied';
  const what = retryable ? 'connection was free or made' : 'answer';
  return { message: `no ${what} within ${Math.round(timeout)} ms; ${effectOf(outcome)}`, retryable };
}

/** A call that the caller ended before anything was sent, or between attempts that took no effect. */
export const abortedEarly = (): Explanation => ({ message: 'the caller ended it; nothing is under way.' });

/** A call whose deadline passed before an attempt. */
export const deadlinePassed = (): Explanation => ({ message: 'its deadline passed; nothing is under way.' });

const effectOf = (outcome: Progress['outcome']): string =>
  outcome === 'not-applied' ? 'nothing was sent.' : 'the call may have taken effect.';
