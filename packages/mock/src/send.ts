import type { ServerResponse } from 'node:http';
import { modules } from './modules.ts';
import type { Answer } from './prism/types.ts';
import { sequenceOf } from './sequence.ts';
import type { Violation } from './violations.ts';

const longestHeader = 8 * 1024 - 100;

/** An answer ready to be sent. Text goes out in UTF-8. */
export interface Written {
  status: number;
  headers: Record<string, string | number>;
  /** Undefined where there is none at all, as with 204; then no length is announced. */
  body: string | Buffer | undefined;
}

const plain = new WeakMap<Answer['headers'], { status: number; body: unknown; written: Written }>();

/**
 * Writes an answer out in its media type, with what breaks the contract in the header `sl-violations`, as Prism does. An answer that
 * is given again and again is written once.
 */
export function write(answer: Answer, violations: Violation[] = [], faults: Violation[] = []): Written {
  if (violations.length + faults.length > 0) return writtenAnew(answer, violations, faults);
  const { status, headers, body } = answer;
  const known = plain.get(headers);
  if (known && known.body === body && known.status === status) return known.written;
  const written = writtenAnew(answer, violations, faults);
  plain.set(headers, { status, body, written });
  return written;
}

function writtenAnew(answer: Answer, violations: Violation[], faults: Violation[]): Written {
  const hasBody = !bodiless.has(answer.status);
  const { content, length } = hasBody ? contentOf(answer) : { content: undefined, length: 0 };
  const headers: Written['headers'] = {};
  if (violations.length + faults.length > 0) headers['sl-violations'] = violationsHeader(violations, faults);
  for (const [name, value] of Object.entries(answer.headers)) {
    const lower = name.toLowerCase();
    if (!ofConnection.has(lower) && (hasBody || lower !== 'content-type')) headers[name] = value;
  }
  if (content !== undefined) headers['content-length'] = length;
  return { status: answer.status, headers, body: content };
}

/** Sends an answer. Text leaves in one piece with the head, which costs half of what two pieces do. */
export function send(response: ServerResponse, { status, headers, body }: Written): void {
  if (body !== undefined) return void response.writeHead(status, headers).end(body);
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end();
}

/** Statuses whose answers have no body, whatever a document says: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5. */
const bodiless = new Set([204, 205, 304]);

/** What is said of how an answer travels: a document may describe it, and the server alone knows it. */
const ofConnection = new Set(
  'connection content-encoding content-length keep-alive te trailer transfer-encoding upgrade'.split(' '),
);

interface Content {
  mediaType: string | undefined;
  content: string | Buffer | undefined;
  length: number;
}

const known = new WeakMap<object, Content>();

// Prism gives the document's own example, the same object each time, and nobody changes it.
function contentOf({ headers, body }: Answer): Content {
  const mediaType = headers['content-type'] ?? headers['Content-type'];
  const isObject = typeof body === 'object' && body !== null;
  const remembered = isObject ? known.get(body) : undefined;
  if (remembered?.mediaType === mediaType && remembered) return remembered;
  const content = serialize(body, mediaType);
  const made = { mediaType, content, length: Buffer.byteLength(content ?? '') };
  if (isObject) known.set(body, made);
  return made;
}

// Prism's serializers, but for the one that most answers need, and for media types that it has none for.
function serialize(body: unknown, mediaType: string | undefined): string | undefined {
  if (body === undefined) return undefined;
  if (mediaType !== undefined && (json.test(mediaType) || (typeof body !== 'string' && !ofPrism.test(mediaType)))) {
    return JSON.stringify(body);
  }
  const sequence = typeof body === 'string' ? undefined : sequenceOf(mediaType ?? '');
  if (sequence) return sequence(body);
  const isAtom = typeof body === 'number' || typeof body === 'boolean';
  if (isAtom && /^text\/(?!xml)/i.test(mediaType ?? '')) return String(body);
  return modules.serialize(body, mediaType?.replace(/^text\/xml\b/i, 'application/xml')) as string | undefined;
}

const ofPrism = /^text\/|[/+]xml\b|[/+]json\b|json-seq|ndjson|jsonl/i;

const json = /^[\w.-]+\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

const severities = ['Error', 'Warning', 'Information', 'Hint'];

/** A violation as Prism shows it; `side` is `request` or `response`. */
export const shown =
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
