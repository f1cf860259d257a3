import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decompressed } from '../../src/codec/index.ts';

const bytes = Buffer.from('{"a":1}'.repeat(100));
const textOf = (found: ReturnType<typeof decompressed>): string =>
  'bytes' in found ? Buffer.from(found.bytes).toString() : found.reason;

test.each<[string | undefined, Uint8Array]>([
  [undefined, bytes],
  ['identity', bytes],
  ['GZIP', gzipSync(bytes)],
  ['br', brotliCompressSync(bytes)],
  ['deflate', deflateSync(bytes)],
  ['deflate', deflateRawSync(bytes)],
  ['gzip, br', brotliCompressSync(gzipSync(bytes))],
])('a body of Content-Encoding %s is what it was', (coding, sent) => {
  expect(textOf(decompressed(sent, coding, 1000))).toBe(bytes.toString());
});

test.each<[string, Uint8Array, string]>([
  ['compress', bytes, 'unknown coding'],
  ['constructor', bytes, 'unknown coding'],
  ['gzip', bytes, 'broken'],
  ['br', gzipSync(bytes), 'broken'],
  ['gzip', gzipSync(Buffer.alloc(1_000_000)), 'too large'],
])('of Content-Encoding %s, a body that is not, or too much, is told', (coding, sent, reason) => {
  expect(textOf(decompressed(sent, coding, 1000))).toBe(reason);
});
