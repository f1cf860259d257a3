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

/** A body without its content codings. One that cannot be decoded stays as it came: a recorder may have decoded it. */
export function decodedBody({ headers, body }: Pick<RawAnswer, 'headers' | 'body'>): Buffer {
  const codings = (headerOf(headers, 'content-encoding') ?? '').split(',').map(codingName).filter(Boolean);
  try {
    return codings.reduceRight((bytes, coding) => (decoders[coding] ?? same)(bytes), body);
  } catch {
    return body;
  }
}

const same = (bytes: Buffer): Buffer => bytes;
