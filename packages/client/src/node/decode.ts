import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { mostBytes } from '../most-bytes.ts';

type Decoder = (bytes: Uint8Array) => Promise<Uint8Array>;

// A body without its end mark is read as far as it goes, as the platform's fetch reads it.
const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
const limit = { maxOutputLength: mostBytes + 1 };
const deflated = { ...limit, finishFlush: Z_SYNC_FLUSH };
const gunzip: Decoder = (bytes) => promisify<Uint8Array, object, Uint8Array>(zlib.gunzip)(bytes, deflated);

const decoders: Record<string, Decoder> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  // Sent with the head of zlib, or without: the low half of its first byte tells.
  deflate: (bytes) =>
    promisify<Uint8Array, object, Uint8Array>((bytes[0]! & 0x0f) === 8 ? zlib.inflate : zlib.inflateRaw)(
      bytes,
      deflated,
    ),
  br: (bytes) =>
    promisify<Uint8Array, object, Uint8Array>(zlib.brotliDecompress)(bytes, {
      ...limit,
      finishFlush: BROTLI_OPERATION_FLUSH,
    }),
};
const { zstdDecompress } = zlib as { zstdDecompress?: typeof zlib.zstdDecompress };
if (zstdDecompress)
  decoders['zstd'] = (bytes) => promisify<Uint8Array, object, Uint8Array>(zstdDecompress)(bytes, limit);

/** The encodings that are asked for: those that this version of Node decodes. */
export const acceptEncoding = Object.keys(decoders)
  .filter((name) => name !== 'x-gzip')
  .join(', ');

/**
 * The bytes that a body with this `Content-Encoding` stands for. Rejects with an error that has a `code` where they cannot be
 * read: of zlib, `ERR_BUFFER_TOO_LARGE` or `ERR_CONTENT_ENCODING`.
 */
export async function decoded(bytes: Uint8Array, contentEncoding: string | null): Promise<Uint8Array> {
  let decodedBytes = bytes;
  const codings = codingsOf(contentEncoding);
  if (codings.length > mostCodings) throw unreadable(`its Content-Encoding has more than ${mostCodings} codings`);
  for (const coding of codings.toReversed()) {
    const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (!decoder) throw unreadable(`its Content-Encoding has ${coding}, expected one of ${acceptEncoding}`);
    if (decodedBytes.length > 0) decodedBytes = await decoder(decodedBytes);
  }
  return decodedBytes;
}

/** Codings of one body, as many as the platform's fetch undoes: each can make a megabyte of nothing. */
const mostCodings = 5;

const unreadable = (why: string): Error => Object.assign(new Error(why), { code: 'ERR_CONTENT_ENCODING' });

const codingsOf = (contentEncoding: string | null): string[] =>
  (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
