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

/** A body without its content codings. One that cannot be decoded, or grows without an end, stays as it came. */
export const decodedBody = (answer: Coded): Buffer => decoded(answer) ?? answer.body;

/** Whether a body is in the content codings that its answer tells, as far as one can tell without decoding all of a huge one. */
export const isInItsCoding = (answer: Coded): boolean => decoded(answer) !== undefined;

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
