import { answerFor, type RawAnswer } from './answer.ts';
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

/** What limits an attempt beside its time-out, and the caller's way to end it. */
export interface AttemptLimits {
  /** Milliseconds. */
  connectTimeout: number | undefined;
  ending: Ending;
}

/** Sends a request once. Rejects with TimeoutError, ConnectionError or AbortedError where no whole answer comes. */
export function sendOnce(
  operation: OperationFacts,
  { url, headers, body }: WireRequest,
  fetch: Fetch,
  timeout: number,
  { connectTimeout, ending }: AttemptLimits,
  state: CallState,
): Promise<RawAnswer> {
  const attempt = new Attempt(timeout, ending, state);
  return within(attempt, async (givingUp) => {
    const request: FetchRequest = {
      method: operation.method,
      headers,
      body,
      redirect: 'manual',
      signal: fetch.needsSignal === false ? undefined : givingUp.signal,
      onGiveUp: (listener) => (givingUp.listener = listener),
      onPhase: (phase) => attempt.reach(phase),
    };
    if (body === undefined) delete request.body;
    if (connectTimeout !== undefined) request.connectTimeout = connectTimeout;
    const response = await fetch(url, request);
    attempt.reach('answered');
    return readAnswer(response, (status) => !givingUp.error && !!answerFor(operation, status));
  });
}

/** How far an attempt has come, and the errors that it ends with there. */
class Attempt extends Progress implements Deadline {
  readonly timeout: number;
  readonly ending: Ending;
  readonly #state: CallState;

  constructor(timeout: number, ending: Ending, state: CallState) {
    super();
    this.timeout = timeout;
    this.ending = ending;
    this.#state = state;
  }

  late(): Error {
    const { unsent, outcome, timeout } = this;
    const within = `within ${Math.round(timeout)} ms`;
    const message = unsent
      ? `no connection was free or made ${within}; nothing was sent.`
      : `no answer ${within}; the call may have taken effect.`;
    return new TimeoutError(message, this.#state, { outcome, retryable: unsent });
  }

  aborted(cause: unknown): Error {
    const when = this.unsent ? 'before it was sent.' : 'while it was under way; it may have taken effect.';
    return new AbortedError(`the caller ended it ${when}`, this.#state, { outcome: this.outcome, cause });
  }

  broken(error: unknown): Error {
    const { why, outcome, retryable } = connectionFailure(error, this);
    const cause = printableError(error, redactor(this.#state.secrets));
    return new ConnectionError(`${why}${detailOf(cause)}`, this.#state, { outcome, retryable, cause });
  }
}

/** The message of an error's first cause. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.cause instanceof Error) return detailOf(error.cause);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  if (first instanceof Error) return detailOf(first);
  return error.message ? ` (${error.message.trim().slice(0, 300)})` : '';
}
