import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readBody, type Body } from './body.ts';

/** A request as it arrived: its target taken apart, its body read as its media type says. */
export interface Incoming extends Body {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: IncomingHttpHeaders;
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

/** Reads a request to its end. Throws TooLargeError past `limit` bytes, LeftError where the client leaves. */
export async function readIncoming(request: IncomingMessage, limit: number): Promise<Incoming> {
  const { method = 'GET', headers } = request;
  const bytes = await readBytes(request, limit);
  return { method, ...readTarget(request.url ?? '/'), headers, ...readBody(bytes, headers['content-type']) };
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

// A path of plain segments is what `URL` would make of it; everything else is left to `URL`.
const plain = /^(?:\/[\w~-][\w.~-]*)+$/;

/** The path and the query of a request's target. */
export function readTarget(target: string): Pick<Incoming, 'path' | 'query'> {
  if (plain.test(target)) return { path: target, query: {} };
  const { pathname, searchParams } = URL.parse(target, 'http://mock') ?? new URL(`http://mock/${encodeURI(target)}`);
  return { path: unescaped(pathname), query: queryOf(searchParams) };
}

// A letter means the same whether it is percent-encoded or not (RFC 3986, section 6.2.2.2).
const unescaped = (path: string): string =>
  path.replaceAll(/%[2-7][\da-f]/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : code;
  });

function queryOf(search: URLSearchParams): Incoming['query'] {
  const query: Incoming['query'] = {};
  for (const name of search.keys()) {
    const values = search.getAll(name);
    Object.defineProperty(query, name, {
      value: values.length === 1 ? values[0]! : values,
      enumerable: true,
      configurable: true,
    });
  }
  return query;
}
