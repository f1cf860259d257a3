import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { headerOf, type RawAnswer } from '../../wire/raw-answer.ts';

const most = { maxOutputLength: 2 ** 23 };

const decoders: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gunzipSync(bytes, most),
  deflate: (bytes) => inflateSync(bytes, most),
  br: (bytes) => brotliDecompressSync(bytes, most),
};

/** A content coding under its one name: RFC 9110, section 8.4.1.3. */
export const codingName = (coding: string): string => coding.trim().toLowerCase().replace(/^x-/, '');

/** A body without its content codings, and whether it was in those that its answer tells. */
export interface Decoded {
  /** One that cannot be decoded, or grows without an end, is as it came. */
  body: Buffer;
  /** As far as one can tell without decoding all of a huge one. */
  isInItsCoding: boolean;
}

/** Undoes the content codings of an answer's body. */
export function decode(answer: Coded): Decoded {
  const body = decoded(answer);
  return { body: body ?? answer.body, isInItsCoding: body !== undefined };
}

type Coded = Pick<RawAnswer, 'headers' | 'body'>;

function decoded({ headers, body }: Coded): Buffer | undefined {
  const codings = (headerOf(headers, 'content-encoding') ?? '').split(',').map(codingName).filter(Boolean);
  try {
    return codings.reduceRight((bytes, coding) => (decoders[coding] ?? same)(bytes), body);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? body : undefined;
  }
}

const same = (bytes: Buffer): Buffer => bytes;
