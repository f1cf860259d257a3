import { modules } from './modules.ts';

type Undo = (
  bytes: Buffer,
  options: { maxOutputLength: number },
  done: (error: Error | null, result: Buffer) => void,
) => void;

const codings: Record<string, () => Undo> = {
  gzip: () => modules.zlib.gunzip,
  'x-gzip': () => modules.zlib.gunzip,
  deflate: () => modules.zlib.inflate,
  br: () => modules.zlib.brotliDecompress,
  zstd: () => modules.zlib.zstdDecompress,
};

/** The codings that a body may have, for `Accept-Encoding`. */
export const knownCodings = 'gzip, deflate, br, zstd';

/** A coding that nobody here can undo. */
export class UnknownCodingError extends Error {
  constructor(coding: string) {
    super(`Content-Encoding is ${JSON.stringify(coding)}, expected ${knownCodings}.`);
  }
}

/**
 * A body before its content codings; undefined where it is not what they say. Throws UnknownCodingError, and RangeError
 * where it grows over `limit` bytes.
 */
export async function withoutCoding(bytes: Buffer, header: string, limit: number): Promise<Buffer | undefined> {
  let body = bytes;
  for (const coding of header.split(',').toReversed()) {
    const name = coding.trim().toLowerCase();
    if (name === '' || name === 'identity') continue;
    const undo = Object.hasOwn(codings, name) ? codings[name]!() : undefined;
    if (!undo) throw new UnknownCodingError(name);
    const undone = await new Promise<Buffer | NodeJS.ErrnoException>((resolve) =>
      undo(body, { maxOutputLength: limit }, (error, result) => resolve(error ?? result)),
    );
    if (Buffer.isBuffer(undone)) body = undone;
    else if (undone.code === 'ERR_BUFFER_TOO_LARGE') throw new RangeError(undone.message);
    else return undefined;
  }
  return body;
}
