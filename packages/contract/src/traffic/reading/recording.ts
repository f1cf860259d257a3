import { readFile } from 'node:fs/promises';
import type { Exchange } from '../judging/exchange.ts';
import { TrafficError } from './error.ts';
import { readHar } from './har.ts';
import { readLines } from './lines.ts';

/** The exchanges of a recording: HAR 1.2, or the requests of a mock. Rejects with TrafficError. */
export async function readRecording(file: string): Promise<Exchange[]> {
  const written = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new TrafficError(`${file} cannot be read: ${cause.code}.`, { cause });
  });
  // Some recorders begin with a byte order mark.
  const text = written.replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new TrafficError(`${file} is empty, expected HAR 1.2, or the requests of a mock.`);
  return /^\s*\{[^{]*"log"\s*:\s*\{/.test(text) ? readHar(file, text) : readLines(file, text);
}
