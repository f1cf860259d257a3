import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from 'node:zlib';

/** The bytes of a body, or why there are none. */
export type Decompressed = { bytes: Uint8Array } | { fault: string; reason: 'unknown coding' | 'broken' | 'too large' };

const codings: Record<string, (bytes: Uint8Array, options: ZlibOptions) => Uint8Array> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  // RFC 9110, section 8.4.1.2: with the envelope of zlib, which some leave out.
  deflate: (bytes, options) => ((bytes[0]! & 0x0f) === 8 ? inflateSync : inflateRawSync)(bytes, options),
  identity: (bytes) => bytes,
};

/** Undoes a Content-Encoding: gzip, br, deflate, one after the other. More than `limit` bytes are not made. */
export function decompressed(bytes: Uint8Array, contentEncoding: string | undefined, limit: number): Decompressed {
  const names = (contentEncoding ?? '').split(',').map((name) => name.trim().toLowerCase());
  let left = bytes;
  for (const name of names.filter((each) => each !== '').toReversed()) {
    const undo = Object.hasOwn(codings, name) ? codings[name] : undefined;
    if (!undo)
      return { fault: `has the Content-Encoding ${name}, expected gzip, br or deflate`, reason: 'unknown coding' };
    try {
      left = undo(left, { maxOutputLength: limit });
    } catch (error) {
      return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
        ? { fault: `is longer than ${limit} bytes`, reason: 'too large' }
        : { fault: `is not ${name}`, reason: 'broken' };
    }
  }
  return { bytes: left };
}
