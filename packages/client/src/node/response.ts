import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { BodyLike, FetchResponse, HeadersLike } from '../transport.ts';

/** The answer of a `node:http` request as the client reads answers. */
export const responseOf = (answer: IncomingMessage): FetchResponse => ({
  status: answer.statusCode!,
  headers: headersOf(answer),
  body: bodyOf(answer),
});

const headersOf = ({ headers }: IncomingMessage): HeadersLike => ({
  get: (name) => (Object.hasOwn(headers, name.toLowerCase()) ? String(headers[name.toLowerCase()]) : null),
  forEach: (visit) => {
    for (const [name, value] of Object.entries(headers)) visit(String(value), name);
  },
});

const decoders: Record<string, () => Readable & NodeJS.WritableStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Most chunks that wait to be read; each has at most 64 KiB. */
const mostChunks = 16;

/** A body that is read chunk by chunk, and decoded on the way. */
function bodyOf(answer: IncomingMessage): BodyLike {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]!() : undefined;
  if (!decoder && encoding !== 'identity') answer.destroy(new Error(`unknown Content-Encoding ${encoding}`));
  const stream: Readable = decoder ?? answer;
  const chunks: Uint8Array[] = [];
  let end: 'complete' | Error | undefined;
  let wake: (() => void) | undefined;
  const settle = (next: 'complete' | Error): void => {
    end ??= next;
    wake?.();
  };
  stream.on('data', (chunk: Uint8Array) => {
    chunks.push(chunk);
    // Whoever reads slowly, or has stopped, does not have the rest piled up.
    if (chunks.length >= mostChunks) stream.pause();
    wake?.();
  });
  stream.on('end', () => settle('complete'));
  stream.on('error', settle);
  answer.on('close', () => {
    if (!answer.complete) settle(new Error('the connection closed before the body was complete'));
  });
  if (decoder) answer.on('error', settle).pipe(decoder);
  return {
    getReader: () => ({
      async read() {
        if (chunks.length === 0 && !end) {
          if (stream.isPaused()) stream.resume();
          await new Promise<void>((resolve) => (wake = resolve));
        }
        const value = chunks.shift();
        if (value) return { done: false, value };
        if (end !== 'complete') throw end as Error;
        return { done: true };
      },
      cancel() {
        answer.destroy();
        decoder?.destroy();
        return Promise.resolve();
      },
    }),
  };
}
