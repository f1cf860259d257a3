import { readBody } from '../../check/wire/body.ts';
import { headerOf } from '../../check/wire/raw-answer.ts';
import type { PassedRequest } from '../judging/exchange.ts';

/** A request among the bytes of a connection, and where the next one begins; undefined where more must come. */
export function readRequest(bytes: Buffer): { request: PassedRequest; end: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n', 0, 'latin1');
  if (headEnd < 0) return undefined;
  const [line = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const headers = lines.map((each): [string, string] => {
    const at = each.indexOf(':');
    return [each.slice(0, at), each.slice(at + 1).trim()];
  });
  const from = headEnd + 4;
  const hasBody =
    headerOf(headers, 'content-length') !== undefined || headerOf(headers, 'transfer-encoding') !== undefined;
  if (!hasBody) return { request: { method, target, headers, body: Buffer.alloc(0) }, end: from };
  const body = readBody(bytes, from, { status: 200, headers, version: '1.1' }, { method: 'POST', hasEnded: false });
  // A copy: what it is cut from goes.
  return body.isComplete
    ? { request: { method, target, headers, body: Buffer.from(body.bytes) }, end: body.end }
    : undefined;
}
