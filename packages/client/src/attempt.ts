import { documentedBody, type RawAnswer } from './answer.ts';
import type { CallState } from './call-state.ts';
import { within, type Deadline } from './deadline.ts';
import type { Ending } from './ending.ts';
import { AbortedError, ConnectionError, TimeoutError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { connectionFailure } from './failure.ts';
import { Progress } from './phase.ts';
import { readAnswer } from './read-answer.ts';
import { printableError, redactor } from './redact.ts';
import type { WireRequest } from './serialize.ts';
import type { Fetch, FetchRequest } from './transport.ts';

/** Limits of one attempt, in milliseconds, and the caller's way to end it. */
export interface AttemptLimits {
  timeout: number;
  connectTimeout: number | undefined;
  ending: Ending;
}

/** Sends a request once. Rejects with TimeoutError, ConnectionError or AbortedError where no whole answer comes. */
export function attempt(
  operation: OperationFacts,
  { url, headers, body }: WireRequest,
  fetch: Fetch,
  { timeout, connectTimeout, ending }: AttemptLimits,
  state: CallState,
): Promise<RawAnswer> {
  const progress = new Progress();
  const deadline: Deadline = {
    timeout,
    ending,
    late: () => {
      const { unsent, outcome } = progress;
      const message = unsent
        ? `no connection was free or made within ${timeout} ms; nothing was sent.`
        : `no answer within ${timeout} ms; the call may have taken effect.`;
      return new TimeoutError(message, state, { outcome, retryable: unsent });
    },
    aborted: (cause) => {
      const { unsent, outcome } = progress;
      const message = `the caller ended it ${unsent ? 'before it was sent.' : 'while it was under way; it may have taken effect.'}`;
      return new AbortedError(message, state, { outcome, cause });
    },
    broken: (error) => {
      const { why, outcome, retryable } = connectionFailure(error, progress);
      const cause = printableError(error, redactor(state.secrets));
      return new ConnectionError(`${why}${detailOf(cause)}`, state, { outcome, retryable, cause });
    },
  };
  return within(deadline, async (over) => {
    const onPhase: FetchRequest['onPhase'] = (phase) => progress.reach(phase);
    const request: FetchRequest = { method: operation.method, headers, redirect: 'manual', signal: over, onPhase };
    if (connectTimeout !== undefined) request.connectTimeout = connectTimeout;
    if (body !== undefined) request.body = body;
    const response = await fetch(url, request);
    progress.reach('answered');
    return readAnswer(response, (status) => !over.aborted && !!documentedBody(operation, status));
  });
}

/** The message of an error's first cause. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.cause instanceof Error) return detailOf(error.cause);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  if (first instanceof Error) return detailOf(first);
  return error.message ? ` (${error.message.trim().slice(0, 300)})` : '';
}
