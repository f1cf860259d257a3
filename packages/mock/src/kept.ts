import { readBody } from './body.ts';
import type { Incoming } from './incoming.ts';
import { readTarget } from './target.ts';

/** What is kept of a request. */
export type KeptRequest = Pick<Incoming, 'method' | 'path' | 'query' | 'headers' | 'body'>;

/**
 * Where a request is kept, one after the other: as bytes. Objects that live for a thousand requests would be carried through the
 * garbage collector each time that it runs, and whoever waits for an answer would wait for that.
 */
export interface Place {
  bytes: Buffer;
  /** Where the head ends and the body begins. */
  headEnd: number;
  end: number;
}

const none = Buffer.alloc(0);

/** Bytes that are held ready for the next request at most. */
const roomiest = 2 ** 12;

/** A place where nothing is kept yet. */
export const createPlace = (): Place => ({ bytes: none, headEnd: 0, end: 0 });

/** Keeps a request. */
export function keep(place: Place, { method, target, headers, bytes, body }: Incoming): void {
  const head = JSON.stringify([method, target, headers]);
  const content = body === undefined ? none : bytes;
  const headEnd = Buffer.byteLength(head);
  const end = headEnd + content.length;
  if (place.bytes.length < end) place.bytes = Buffer.allocUnsafeSlow(end);
  place.bytes.write(head);
  place.bytes.set(content, headEnd);
  place.headEnd = headEnd;
  place.end = end;
}

/** Forgets what is kept. */
export function forget(place: Place): void {
  if (place.bytes.length > roomiest) place.bytes = none;
  place.headEnd = place.end = 0;
}

/** The request that is kept. */
export function keptIn({ bytes, headEnd, end }: Place): KeptRequest {
  type Head = [method: string, target: string, headers: Incoming['headers']];
  const [method, target, headers] = JSON.parse(bytes.toString('utf8', 0, headEnd)) as Head;
  const { path, query } = readTarget(target);
  return { method, path, query, headers, body: readBody(bytes.subarray(headEnd, end), headers['content-type']).body };
}
