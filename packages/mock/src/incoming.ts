import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readBody, type Body } from './body.ts';
import { withoutCoding } from './coding.ts';
import { readTarget, type Target } from './target.ts';

/** A request as it arrived: its target taken apart, its body read as its media type says. */
export interface Incoming extends Body, Target {
  method: string;
  headers: IncomingHttpHeaders;
  /** The body without its content coding. */
  bytes: Buffer;
}

/** A body that is longer than the limit. */
export class TooLargeError extends Error {
  constructor(limit: number) {
    super(`The request body is longer than ${limit} bytes.`);
  }
}

/** A request that ended before its body was complete. */
export class LeftError extends Error {
  constructor() {
    super('The client left before its request was complete.');
  }
}

const none = Buffer.alloc(0);

/** A request of which only the head is known. */
export const headOf = ({ method = 'GET', url = '/', headers }: IncomingMessage): Incoming => ({
  method,
  ...readTarget(url),
  headers,
  bytes: none,
  body: undefined,
});

/** Reads a request to its end. Throws TooLargeError past `limit` bytes, LeftError where the client leaves, UnknownCodingError. */
export async function readIncoming(request: IncomingMessage, limit: number): Promise<Incoming> {
  const { method = 'GET', url = '/', headers } = request;
  const bytes = await readBytes(request, limit);
  const coding = headers['content-encoding'];
  if (coding !== undefined && bytes.length > 0) return readCoded(headOf(request), bytes, coding, limit);
  return { method, ...readTarget(url), headers, bytes, ...readBody(bytes, headers['content-type']) };
}

async function readCoded(head: Incoming, bytes: Buffer, coding: string, limit: number): Promise<Incoming> {
  const plain = await withoutCoding(bytes, coding, limit).catch((error: Error) => {
    throw error instanceof RangeError ? new TooLargeError(limit) : error;
  });
  if (!plain) return { ...head, bytes, malformed: `The body is not ${coding}, which Content-Encoding says it is.` };
  // What is said of the body from here on is said of what stood below the coding.
  const { 'content-encoding': _, ...headers } = head.headers;
  const length = { 'content-length': String(plain.length) };
  return { ...head, headers: { ...headers, ...length }, bytes: plain, ...readBody(plain, headers['content-type']) };
}

/** The bytes of a request's body. Throws TooLargeError past `limit` bytes, LeftError where the client leaves. */
export function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) return reject(new TooLargeError(limit));
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) return reject(new TooLargeError(limit));
      chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => reject(new LeftError()));
    request.on('close', () => {
      if (!request.complete) reject(new LeftError());
    });
  });
}
