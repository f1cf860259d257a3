import { answerFor, type RawAnswer } from './answer.ts';
import type { CallState } from './call-state.ts';
import { within } from './deadline.ts';
import type { Ended } from './ending.ts';
import { errorOf, Unexplained } from './explainer.ts';
import type { OperationFacts } from './facts.ts';
import { reach, type Progress } from './phase.ts';
import { readAnswer } from './read-answer.ts';
import type { WireRequest } from './serialize.ts';
import type { Fetch, FetchRequest } from './transport.ts';

/**
 * Sends a request once. Rejects with TimeoutError or AbortedError where no whole answer comes, or with a failure that is still to be
 * explained.
 */
export function sendOnce(
  operation: OperationFacts,
  { url, headers, body }: WireRequest,
  fetch: Fetch,
  timeout: number,
  connectTimeout: number | undefined,
  state: CallState,
): Promise<RawAnswer> {
  const progress: Progress = { phase: undefined, outcome: 'unknown' };
  const failure = (how: Ended, cause?: unknown): unknown => {
    const { outcome } = progress;
    // What a transport throws may hold the key.
    if (how === 'broken') {
      return new Unexplained('ConnectionError', (by) => by.brokenConnection(cause, progress, state), { outcome });
    }
    const name = how === 'late' ? 'TimeoutError' : 'AbortedError';
    return errorOf(new Unexplained(name, (by) => by.endedAttempt(how, timeout, progress), { outcome, cause }), state);
  };
  return within({ timeout, ending: state, failure }, (givingUp) => {
    if (fetch.needsSignal !== false) givingUp.controller = new AbortController();
    const request: FetchRequest = {
      method: operation.method,
      headers,
      body,
      connectTimeout,
      redirect: 'manual',
      signal: givingUp.controller?.signal,
      onGiveUp: (listener) => (givingUp.listener = listener),
      onPhase: (phase) => reach(progress, phase),
    };
    return readAnswer(fetch(url, request), (status) => {
      reach(progress, 'answered');
      return !givingUp.over && !!answerFor(operation, status);
    });
  });
}
