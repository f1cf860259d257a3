import { answerFor, type RawAnswer } from './answer.ts';
import type { CallState } from './call-state.ts';
import { within, type Deadline } from './deadline.ts';
import { AbortedError, ConnectionError, TimeoutError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { whatBroke } from './failure.ts';
import { printableError, redactor } from './redact.ts';
import type { WireRequest } from './serialize.ts';
import type { AbortSignalLike, Fetch, FetchRequest, FetchResponse } from './transport.ts';

/** Most bytes of an answer that are read: 1 MiB. */
const mostBytes = 1_048_576;

/** Sends a request once. Rejects with TimeoutError, ConnectionError or AbortedError where no whole answer comes. */
export function attempt(
  operation: OperationFacts,
  { url, headers, body }: WireRequest,
  fetch: Fetch,
  { timeout, signal }: { timeout: number; signal: AbortSignalLike | undefined },
  state: CallState,
): Promise<RawAnswer> {
  const deadline: Deadline = {
    timeout,
    signal,
    late: () =>
      new TimeoutError(`no answer within ${timeout} ms; the call may have taken effect.`, state, {
        outcome: 'unknown',
      }),
    aborted: (cause) => {
      const message = 'the caller ended it while it was under way; it may have taken effect.';
      return new AbortedError(message, state, { outcome: 'unknown', cause });
    },
    broken: (error) => {
      const { why, outcome, retryable } = whatBroke(error);
      const cause = printableError(error, redactor(state.secrets));
      return new ConnectionError(`${why}${detailOf(cause)}`, state, { outcome, retryable, cause });
    },
  };
  return within(deadline, async (over) => {
    const request: FetchRequest = { method: operation.method, headers, redirect: 'manual', signal: over };
    if (body !== undefined) request.body = body;
    const response = await fetch(url, request);
    if (over.aborted || !answerFor(operation, response.status)) return discard(response);
    return readAnswer(response);
  });
}

/** Lets go of a body that nobody will read, so that its connection does not stay busy. */
function discard({ status, headers, body }: FetchResponse): RawAnswer {
  if (body)
    body
      .getReader()
      .cancel()
      .catch(() => {});
  return { status, headers };
}

/** The answer with all bytes of its body, unless they are more than are read. */
async function readAnswer({ status, headers, body }: FetchResponse): Promise<RawAnswer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) break;
    length += value!.byteLength;
    if (length > mostBytes) {
      reader!.cancel().catch(() => {});
      return { status, headers, tooLarge: mostBytes };
    }
    chunks.push(value!);
  }
  if (chunks.length === 1) return { status, headers, bytes: chunks[0]! };
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return { status, headers, bytes };
}

/** The message of an error's first cause. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.cause instanceof Error) return detailOf(error.cause);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  if (first instanceof Error) return detailOf(first);
  return error.message ? ` (${error.message.trim().slice(0, 300)})` : '';
}
