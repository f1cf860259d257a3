import type { Outcome, Retry } from '../facts.ts';
import { delayBefore } from './retry.ts';
import type { HeadersLike } from '../transport.ts';

/** What a failed attempt says of itself. */
export interface FailedAttempt {
  outcome: Outcome;
  retryable: boolean;
  /** What a refusal asks for. */
  retry?: Retry;
  headers?: HeadersLike;
}

/** What a call may still do when an attempt of it has failed. */
export interface Allowance {
  /** Requests sent so far, and whether one of them was to try a refreshed key. */
  attempts: number;
  refreshed: boolean;
  /** Most repetitions; a refreshed key is tried beside them. */
  retries: number;
  repeatUnknown: boolean;
  /** The source of the session's key can be asked for another. */
  refreshable: boolean;
  /** The client's budget of repetitions is not spent. */
  budget: boolean;
  /** The caller has ended the call. */
  ended: boolean;
  /** Milliseconds that the call has left. */
  left: number;
}

/** What follows a failed attempt: its error, another try with a fresh key, or the same again after `delayMs`. */
export interface NextStep {
  step: 'fail' | 'refresh' | 'repeat';
  delayMs: number;
}

/** Decides what follows a failed attempt. Depends on nothing but what it is given. */
export function nextStep(
  { outcome, retryable, retry, headers }: FailedAttempt,
  { attempts, refreshed, retries, repeatUnknown, refreshable, budget, ended, left }: Allowance,
  random?: () => number,
): NextStep {
  const fail = { step: 'fail', delayMs: 0 } as const;
  if (ended || left <= 0) return fail;
  if (retry === 'fresh-session') return retryable && refreshable && !refreshed ? { step: 'refresh', delayMs: 0 } : fail;
  const repeated = attempts - 1 - (refreshed ? 1 : 0);
  const wanted = retryable || (repeatUnknown && outcome === 'unknown');
  if (!wanted || repeated >= retries || !budget) return fail;
  const delayMs = delayBefore(repeated + 1, headers, random);
  return delayMs === undefined || delayMs >= left ? fail : { step: 'repeat', delayMs };
}
