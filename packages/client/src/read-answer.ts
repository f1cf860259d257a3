import type { RawAnswer } from './answer.ts';
import { mostBytes } from './most-bytes.ts';
import type { BodyLike, FetchResponse } from './transport.ts';

/** What a `fetch` gives or resolves with, read as far as `wantsBody` says for its status, which is asked when an answer is there. */
export async function readAnswer(fetching: unknown, wantsBody: (status: number) => boolean): Promise<RawAnswer> {
  const given = await fetching;
  const response = Object(given) as Partial<FetchResponse>;
  const { status, body } = response;
  const answer: RawAnswer = {
    status,
    headers: response.headers,
    bytes: undefined,
    fault: undefined,
  };
  const isWanted = wantsBody(status!);
  if (!Number.isInteger(status)) answer.fault = ['no-answer', given];
  else if (!isWanted) void discard(body);
  else {
    try {
      if (body?.getReader) {
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
            void discard(body, reader);
            break;
          }
        }
        answer.bytes = joined(chunks, length);
      } else if (response.arrayBuffer) answer.bytes = new Uint8Array(await response.arrayBuffer());
      else if (response.text) answer.bytes = new TextEncoder().encode(await response.text());
      else answer.fault = ['no-body'];
      if (answer.bytes && answer.bytes.length > mostBytes) answer.fault = ['too-large'];
    } catch (error) {
      answer.fault = ['broken', error];
    }
  }
  return answer;
}

/** Lets go of a body that nobody will read, so that its connection does not stay busy. */
async function discard(body: BodyLike | null | undefined, reader?: ReturnType<BodyLike['getReader']>): Promise<void> {
  try {
    await (reader ?? body!.getReader?.())?.cancel();
    // A stream of Node, as node-fetch has it, is read by no reader.
    body!.destroy?.();
  } catch {
    // There is none, or it is its owner's.
  }
}

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
