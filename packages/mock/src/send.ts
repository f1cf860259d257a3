import type { ServerResponse } from 'node:http';
import { serialize } from '@stoplight/prism-http-server/dist/serialize.js';
import type { Exchange } from './gateway.ts';
import type { Violation } from './violations.ts';

const longestHeader = 8 * 1024 - 100;

/** Writes an answer out, with the violations of its request in the header `sl-violations`, as Prism does. */
export function send(response: ServerResponse, { status, headers, body, violations }: Exchange): void {
  if (violations.length > 0) response.setHeader('sl-violations', violationsHeader(violations));
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const text = serialize(body, headers['content-type'] ?? headers['Content-type']) as string | Buffer | undefined;
  response.writeHead(status, { 'content-length': Buffer.byteLength(text ?? '') });
  response.end(text);
}

function violationsHeader(violations: Violation[]): string {
  const listed = violations.map(({ path = [], code, message }) => ({
    location: ['request', ...path],
    severity: 'Error',
    code,
    message,
  }));
  const text = JSON.stringify(listed).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > longestHeader ? `Too many violations! ${text.slice(0, longestHeader)}` : text;
}
