import type { CallState } from '../call-state.ts';
import type { CallError } from '../errors.ts';
import type { Limits } from '../options.ts';
import type { RetryBudget } from '../retry-budget.ts';
import { nextStep } from './next-step.ts';

/** What a call can still do beside what its state and its limits say. */
interface Means {
  /** The source of the session's key can be asked for another. */
  refreshable: boolean;
  budget: RetryBudget;
  /** Milliseconds that the call has left. */
  left: number;
}

/**
 * Whether another attempt follows one that failed, and after which pause, which passes first: to `refresh` the key, or to
 * `repeat` the request. Undefined where none follows. A pause ends where the caller ends the call.
 */
export async function nextAttempt(
  error: CallError,
  state: CallState,
  { retries, repeatUnknown }: Limits,
  { refreshable, budget, left }: Means,
  report: ((event: { type: 'retry'; attempt: number; delayMs: number; error: CallError }) => void) | undefined,
): Promise<'refresh' | 'repeat' | undefined> {
  const { attempts, refreshed } = state;
  const { step, delayMs } = nextStep(error, {
    attempts,
    refreshed,
    retries,
    repeatUnknown,
    refreshable,
    budget: budget.left >= 1,
    ended: state.aborted,
    left,
  });
  if (step === 'fail') return undefined;
  if (step === 'refresh') state.refreshed = true;
  else budget.left--;
  if (error.outcome === 'unknown') state.uncertain = true;
  report?.({ type: 'retry', attempt: attempts, delayMs, error });
  if (delayMs > 0 && !state.aborted) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      const stop = (): void => {
        clearTimeout(timer);
        resolve();
      };
      state.waiting = stop;
    });
    state.waiting = undefined;
  }
  return step;
}
