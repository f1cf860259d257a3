import type { RawAnswer } from './answer.ts';
import { AnswerHeaders } from './headers.ts';
import { mostBytes } from './most-bytes.ts';
import type { BodyLike, FetchResponse } from './transport.ts';

/** What a `fetch` gives or resolves with, read as far as `wantsBody` says for its status, which is asked when an answer is there. */
export async function readAnswer(fetching: unknown, wantsBody: (status: number) => boolean): Promise<RawAnswer> {
  const given = await fetching;
  const response = Object(given) as Partial<FetchResponse>;
  const { status, body } = response;
  const answer: RawAnswer = {
    status,
    headers: new AnswerHeaders(response.headers),
    bytes: undefined,
    fault: undefined,
  };
  const isWanted = wantsBody(status!);
  if (!Number.isInteger(status)) answer.fault = ['no-answer', given];
  else if (!isWanted) discard(body);
  else {
    try {
      if (typeof body?.getReader === 'function') {
        const reader = body.getReader();
        const chunks: Uint8Array[] = [];
        let length = 0;
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          if (!ArrayBuffer.isView(value)) throw new TypeError('the body is no stream of bytes');
          chunks.push(value);
          length += value.byteLength;
          if (length > mostBytes) {
            discardRest(reader);
            break;
          }
        }
        answer.bytes = joined(chunks, length);
      } else if (typeof response.arrayBuffer === 'function')
        answer.bytes = new Uint8Array(await response.arrayBuffer());
      else if (typeof response.text === 'function') answer.bytes = new TextEncoder().encode(await response.text());
      else answer.fault = ['no-body'];
      if (answer.bytes && answer.bytes.length > mostBytes) answer.fault = ['too-large'];
    } catch (error) {
      answer.fault = ['broken', error];
    }
  }
  return answer;
}

/** Lets go of a body that nobody will read, so that its connection does not stay busy. */
function discard(body: BodyLike | null | undefined): void {
  try {
    // A stream of Node is not read by a reader, as node-fetch has it.
    if (typeof body!.getReader === 'function') discardRest(body!.getReader());
    else body!.destroy!();
  } catch {
    // There is none, or it is its owner's.
  }
}

const discardRest = (reader: ReturnType<BodyLike['getReader']>): void =>
  void Promise.resolve(reader.cancel()).catch(() => {});

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
