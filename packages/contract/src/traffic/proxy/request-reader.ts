import { readBody } from '../../check/wire/body.ts';
import { headEnd, linesOf, readHeaders } from '../../check/wire/head.ts';
import { headerOf } from '../../check/wire/raw-answer.ts';
import type { PassedRequest } from '../judging/exchange.ts';

/** A request, and where the next one begins; or why there is none. */
type RequestReading = { request: PassedRequest; end: number } | { problem: string };

/** A request among the bytes of a connection; undefined where more must come. */
export function readRequest(bytes: Buffer): RequestReading | undefined {
  const from = headEnd(bytes, 0);
  if (from === undefined) return undefined;
  const defects: string[] = [];
  const note = (says: string): void => void defects.push(says);
  const [line, lines] = linesOf(bytes.toString('latin1', 0, from), note);
  const [, method = '', target = '', version = ''] = /^([^\s]+) ([^\s]+) HTTP\/(1\.\d)$/.exec(line) ?? [];
  if (method === '') return { problem: 'what has passed is no request of HTTP/1' };
  const headers = readHeaders(lines, note);
  const hosts = headers.filter(([name]) => name.toLowerCase() === 'host').length;
  if (version !== '1.0' && hosts !== 1) note(`Host is there ${hosts} times`);
  const told = (body: Buffer): PassedRequest => ({
    method,
    target,
    headers,
    body,
    ...(defects.length > 0 && { defects }),
  });
  const hasBody =
    headerOf(headers, 'content-length') !== undefined || headerOf(headers, 'transfer-encoding') !== undefined;
  if (!hasBody) return { request: told(Buffer.alloc(0)), end: from };
  const body = readBody(bytes, from, { status: 200, headers, version: '1.1' }, { method: 'POST', hasEnded: false });
  for (const { says } of body.defects) note(says);
  // A copy: what it is cut from goes.
  return body.isComplete ? { request: told(Buffer.from(body.bytes)), end: body.end } : undefined;
}
