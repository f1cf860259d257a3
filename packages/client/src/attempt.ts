import { answerFor, type RawAnswer } from './answer.ts';
import type { CallState } from './call-state.ts';
import { within } from './deadline.ts';
import type { Ending } from './ending.ts';
import type { CallError } from './errors.ts';
import { errorOf, Unexplained } from './explainer.ts';
import type { OperationFacts } from './facts.ts';
import { reach, type Progress } from './phase.ts';
import { readAnswer } from './read-answer.ts';
import type { WireRequest } from './serialize.ts';
import type { Fetch, FetchRequest } from './transport.ts';

/** What limits an attempt beside its time-out, and the caller's way to end it. */
export interface AttemptLimits {
  /** Milliseconds. */
  connectTimeout: number | undefined;
  ending: Ending;
}

/**
 * Sends a request once. Rejects with TimeoutError or AbortedError where no whole answer comes, or with a failure that is still to be
 * explained.
 */
export function sendOnce(
  operation: OperationFacts,
  { url, headers, body }: WireRequest,
  fetch: Fetch,
  timeout: number,
  { connectTimeout, ending }: AttemptLimits,
  state: CallState,
): Promise<RawAnswer> {
  const progress: Progress = { phase: undefined, outcome: 'unknown' };
  const failure = (name: string, explain: Unexplained['explain'], cause?: unknown): Unexplained =>
    new Unexplained(name, explain, { outcome: progress.outcome, cause });
  const late = (): CallError =>
    errorOf(
      failure('TimeoutError', (by) => by.lateAnswer(timeout, progress)),
      state,
    );
  const aborted = (cause: unknown): CallError =>
    errorOf(
      failure('AbortedError', (by) => by.abortedAttempt(progress), cause),
      state,
    );
  const broken = (error: unknown): Unexplained =>
    failure('ConnectionError', (by) => by.brokenConnection(error, progress, state));

  return within({ timeout, ending, late, aborted, broken }, async (givingUp) => {
    if (fetch.needsSignal !== false) givingUp.controller = new AbortController();
    const request: FetchRequest = {
      method: operation.method,
      headers,
      redirect: 'manual',
      signal: givingUp.controller?.signal,
      onGiveUp: (listener) => (givingUp.listener = listener),
      onPhase: (phase) => reach(progress, phase),
    };
    if (body !== undefined) request.body = body;
    if (connectTimeout !== undefined) request.connectTimeout = connectTimeout;
    const response = await fetch(url, request);
    reach(progress, 'answered');
    return readAnswer(response, (status) => !givingUp.over && !!answerFor(operation, status));
  });
}
