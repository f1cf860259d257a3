import type { CallState } from '../call-state.ts';
import type { Explanation } from '../explainer.ts';
import type { Progress } from '../phase.ts';
import { connectionFailure } from './connection-failure.ts';
import { printableError } from './redact.ts';

/** What the error of a transport means, at the phase that its attempt has reached. */
export function brokenConnection(error: unknown, progress: Progress, { secrets }: CallState): Explanation {
  const { why, outcome, retryable } = connectionFailure(error, progress);
  const cause = printableError(error, secrets);
  return { name: 'ConnectionError', message: `${why}${detailOf(cause)}`, outcome, retryable, cause };
}

/** What was thrown for no reason that the client knows; a request may be out. */
export function unknownFailure(error: unknown, { attempts, secrets }: CallState): Explanation {
  return {
    name: 'ConnectionError',
    message: 'it failed for a reason that the client does not know.',
    outcome: attempts > 0 ? 'unknown' : 'not-applied',
    cause: printableError(error, secrets),
  };
}

/** The message of an error's first cause. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.cause instanceof Error) return detailOf(error.cause);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  if (first instanceof Error) return detailOf(first);
  return error.message ? ` (${error.message.trim().slice(0, 300)})` : '';
}
