import type { RawAnswer } from './answer.ts';
import { AnswerHeaders } from './headers.ts';
import type { BodyLike, FetchResponse } from './transport.ts';
import { kindOf } from './violations.ts';

/** Most bytes of an answer that are read: 1 MiB. */
export const mostBytes = 1_048_576;

const tooLarge: NonNullable<RawAnswer['fault']> = ['too-large', `its body has more than ${mostBytes} bytes`];

/** What a `fetch` resolved with, read as far as `wantsBody` says for its status. Rejects where the body breaks off. */
export async function readAnswer(given: unknown, wantsBody: (status: number) => boolean): Promise<RawAnswer> {
  const response = (typeof given === 'object' && given !== null ? given : {}) as Partial<FetchResponse>;
  const { status } = response;
  const headers = new AnswerHeaders(response.headers);
  if (!Number.isInteger(status)) {
    return {
      status,
      headers,
      fault: ['status', `fetch gave ${kindOf(given)} for it, expected a Response with a status`],
    };
  }
  if (!wantsBody(status!)) {
    discard(response.body);
    return { status, headers };
  }
  try {
    const bytes = await bytesOf(response);
    if (!bytes)
      return { status, headers, fault: ['not-json', 'fetch gave it no body, arrayBuffer() or text() to read'] };
    if (bytes.length <= mostBytes) return { status, headers, bytes };
    return { status, headers, fault: tooLarge };
  } catch (error) {
    const code = decodingFault(error);
    if (!code) throw error;
    if (code === 'ERR_BUFFER_TOO_LARGE') return { status, headers, fault: tooLarge };
    return {
      status,
      headers,
      fault: ['not-decoded', `its body cannot be decoded from its Content-Encoding (${code})`],
    };
  }
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

/** The bytes of a body, in the way that the platform lets them be read; one too many at least where there are too many. */
async function bytesOf(response: Partial<FetchResponse>): Promise<Uint8Array | undefined> {
  const { body } = response;
  if (typeof body?.getReader === 'function') return streamed(body);
  if (typeof response.arrayBuffer === 'function') return new Uint8Array(await response.arrayBuffer());
  if (typeof response.text === 'function') return new TextEncoder().encode(await response.text());
  return undefined;
}

async function streamed(body: BodyLike): Promise<Uint8Array> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= mostBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!ArrayBuffer.isView(value)) throw new TypeError('the body is no stream of bytes');
    length += value.byteLength;
    chunks.push(value);
  }
  if (length > mostBytes) discardRest(reader);
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** The code of an error of a decoder, by which a body was no gzip, deflate, br or zstd, or too large. */
function decodingFault(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 3) return undefined;
  const { code, cause } = error as Record<string, unknown>;
  if (typeof code === 'string' && /^(Z_|ZSTD_|ERR_(BROTLI|_|CONTENT_ENCODING|BUFFER_TOO_LARGE))/.test(code))
    return code;
  return decodingFault(cause, depth + 1);
}
