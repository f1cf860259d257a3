import type { ServerResponse } from 'node:http';
import { serialize } from '@stoplight/prism-http-server/dist/serialize.js';
import type { Answer } from './prism/prism.ts';
import type { Violation } from './violations.ts';

const longestHeader = 8 * 1024 - 100;

/** An answer as bytes. */
export interface Written {
  status: number;
  headers: Record<string, string | number>;
  body: Buffer;
}

/** Writes an answer out in its media type, with what breaks the contract in the header `sl-violations`, as Prism does. */
export function write(answer: Answer, violations: Violation[] = [], faults: Violation[] = []): Written {
  const body = bytesOf(answer);
  const headers: Written['headers'] = {};
  if (violations.length + faults.length > 0) headers['sl-violations'] = violationsHeader(violations, faults);
  for (const [name, value] of Object.entries(answer.headers)) headers[name] = value;
  headers['content-length'] = body.length;
  return { status: answer.status, headers, body };
}

/** Sends an answer. */
export function send(response: ServerResponse, { status, headers, body }: Written): void {
  response.writeHead(status, headers).end(body);
}

const written = new WeakMap<object, Buffer>();

// Prism gives the document's own example, the same object each time; it has one media type, and nobody changes it.
function bytesOf({ headers, body }: Answer): Buffer {
  const known = typeof body === 'object' && body !== null ? written.get(body) : undefined;
  if (known) return known;
  const text = serialize(body, headers['content-type'] ?? headers['Content-type']) as string | Buffer | undefined;
  const bytes = Buffer.from(text ?? '');
  if (typeof body === 'object' && body !== null) written.set(body, bytes);
  return bytes;
}

const severities = ['Error', 'Warning', 'Information', 'Hint'];

const shown =
  (side: string) =>
  ({ path = [], severity, code, message }: Violation) => ({
    location: [side, ...path],
    severity: severities[severity],
    code,
    message,
  });

function violationsHeader(violations: Violation[], faults: Violation[]): string {
  const text = JSON.stringify([...violations.map(shown('request')), ...faults.map(shown('response'))]).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > longestHeader ? `Too many violations! ${text.slice(0, longestHeader)}` : text;
}
