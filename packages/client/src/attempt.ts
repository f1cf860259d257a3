import { documentedBody, type RawAnswer } from './answer.ts';
import type { CallState } from './call-state.ts';
import { within } from './deadline.ts';
import { AbortedError, ConnectionError, TimeoutError, type GatewayError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { whatBroke } from './failure.ts';
import { printableError, redactor } from './redact.ts';
import type { WireRequest } from './serialize.ts';
import type { AbortSignalLike, BodyLike, Fetch, FetchResponse } from './transport.ts';

/** Most bytes of an answer that are read: 1 MiB. */
const mostBytes = 1_048_576;

/** Sends a request once. Throws TimeoutError, ConnectionError or AbortedError where no whole answer comes. */
export async function attempt(
  operation: OperationFacts,
  { url, headers, body }: WireRequest,
  fetch: Fetch,
  { timeout, signal }: { timeout: number; signal: AbortSignalLike | undefined },
  state: CallState,
): Promise<RawAnswer> {
  let ended: GatewayError | undefined;
  const end = (error: GatewayError): GatewayError => (ended = error);
  const deadline = {
    timeout,
    signal,
    late: () => {
      const message = `no answer within ${timeout} ms; the call may have taken effect.`;
      return end(new TimeoutError(message, state, { outcome: 'unknown' }));
    },
    aborted: (cause: unknown) => {
      const message = 'the caller ended it while it was under way; it may have taken effect.';
      return end(new AbortedError(message, state, { outcome: 'unknown', cause }));
    },
  };
  try {
    return await within(deadline, async (over) => {
      const request = {
        method: operation.method,
        headers,
        redirect: 'manual',
        signal: over,
        ...(body !== undefined && { body }),
      } as const;
      const response = await fetch(url, request);
      return over.aborted ? discard(response) : readAnswer(operation, response);
    });
  } catch (error) {
    if (ended) throw ended;
    const { why, outcome, retryable } = whatBroke(error);
    const cause = printableError(error, redactor(state.secrets));
    throw new ConnectionError(`${why}${detailOf(cause)}`, state, { outcome, retryable, cause });
  }
}

async function readAnswer(operation: OperationFacts, response: FetchResponse): Promise<RawAnswer> {
  const { status, headers } = response;
  if (!documentedBody(operation, status)) return discard(response);
  const bytes = await readBytes(response.body, mostBytes);
  return bytes ? { status, headers, bytes } : { status, headers, tooLarge: mostBytes };
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

/** All bytes of a body, or undefined where they are more than `limit`. */
async function readBytes(body: BodyLike | null | undefined, limit: number): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value!.byteLength;
    if (length > limit) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value!);
  }
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** The message of an error's first cause. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.cause instanceof Error) return detailOf(error.cause);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  if (first instanceof Error) return detailOf(first);
  return error.message ? ` (${error.message.trim().slice(0, 300)})` : '';
}
