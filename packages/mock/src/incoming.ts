import type { IncomingMessage } from 'node:http';

/** A request as it arrived: its body as text, and as JSON where its media type says so. */
export interface Incoming {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body: unknown;
  /** Why the body cannot be read: not JSON, or not UTF-8. */
  malformed?: string;
}

/** A body that is longer than the limit. */
export class TooLargeError extends Error {
  constructor(limit: number) {
    super(`The request body is longer than ${limit} bytes.`);
  }
}

/** Reads a request to its end. Throws TooLargeError past `limit` bytes. */
export async function readIncoming(request: IncomingMessage, limit: number): Promise<Incoming> {
  const url = new URL(`http://mock${request.url?.startsWith('/') ? request.url : '/'}`);
  const bytes = await readBytes(request, limit);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: queryOf(url.searchParams),
    headers,
    ...readBody(bytes, headers['content-type'] ?? ''),
  };
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new TooLargeError(limit);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > limit) throw new TooLargeError(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readBody(bytes: Buffer, mediaType: string): Pick<Incoming, 'body' | 'malformed'> {
  if (bytes.length === 0) return { body: undefined };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { body: undefined, malformed: 'The body is not UTF-8.' };
  }
  if (!/^[^;]*[/+]json\s*(;|$)/i.test(mediaType)) return { body: text };
  try {
    return { body: JSON.parse(text) };
  } catch (error) {
    return { body: undefined, malformed: `The body is not JSON: ${(error as Error).message}` };
  }
}

function queryOf(search: URLSearchParams): Incoming['query'] {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => [name, search.getAll(name).length > 1 ? search.getAll(name) : search.get(name)!]),
  );
}
