import { headerOf, type RawAnswer } from '../../check/wire/raw-answer.ts';
import type { Exchange, PassedRequest } from '../judging/exchange.ts';

interface Text {
  text?: string | null;
  encoding?: string;
  size?: number;
  mimeType?: string;
}

interface Message {
  headers?: { name?: unknown; value?: unknown }[] | null;
  bodySize?: number;
}

/** An entry of HAR 1.2, as recorders write it: each leaves out what it does not know. */
export interface Entry {
  startedDateTime?: string | null;
  time?: number | null;
  _fromCache?: string;
  request?: Message & { method?: unknown; url?: unknown; postData?: Text | null };
  response?: (Message & { status?: number; statusText?: string; content?: Text | null }) | null;
}

/** The exchange of an entry; undefined where nothing has passed: of a cache, or of what is no HTTP. */
export function exchangeIn(entry: Entry, method: string, url: string): Exchange | undefined {
  // As it was sent, and not as a URL is read.
  const [, origin, target = ''] = /^(https?:\/\/[^/?#]*)([^#]*)/i.exec(url) ?? [];
  if (origin === undefined || entry._fromCache !== undefined) return undefined;
  const { response } = entry;
  const exchange: Exchange = {
    request: requestIn(entry.request!, method, target === '' ? '/' : target),
    isExact: false,
    origin: origin.toLowerCase(),
    ...timesOf(entry),
  };
  // What was broken off, or held back, has no status, or 0.
  if (!response?.status) return exchange;
  const answer = answerIn(response, response.status);
  const mayCarry = method !== 'HEAD' && ![204, 304].includes(answer.status);
  return { ...exchange, answer, ...(answer.framing === 'none' && mayCarry && { unread: leftOut }) };
}

const leftOut = 'the recording does not hold it';

function requestIn(message: NonNullable<Entry['request']>, method: string, target: string): PassedRequest {
  const headers = headersIn(message, message.postData);
  const isLeftOut = typeof message.postData?.text !== 'string' && mayHaveBody(message, headers, message.postData?.size);
  const request = { method, target, headers, body: bytesIn(message.postData) };
  return isLeftOut ? { ...request, unread: leftOut } : request;
}

/** A body stands in a recording without the coding that it came in. */
function answerIn(message: NonNullable<Entry['response']>, status: number): RawAnswer {
  const { content } = message;
  const headers = headersIn(message, content);
  const isLeftOut = typeof content?.text !== 'string' && mayHaveBody(message, headers, content?.size);
  return {
    version: '1.1',
    status,
    reason: message.statusText ?? '',
    headers: headers.filter(([name]) => name.toLowerCase() !== 'content-encoding'),
    interim: [],
    framing: isLeftOut ? 'none' : 'length',
    body: bytesIn(content),
    headBytes: 0,
    defects: [],
  };
}

/** Whether a message may have had a body that was not written down: unless all that is said of its size is that there was none. */
function mayHaveBody({ bodySize }: Message, headers: [string, string][], size: number | undefined): boolean {
  const told = [size, bodySize, headerOf(headers, 'content-length')].filter((each) => each !== undefined).map(Number);
  return told.length === 0 || told.some((each) => each !== 0);
}

/** The headers of a message, without what HTTP/2 has in the place of the first line; where none were written down, what is told of its body. */
function headersIn({ headers }: Message, body: Text | null | undefined): [string, string][] {
  if (!headers?.length) return body?.mimeType ? [['Content-Type', body.mimeType]] : [];
  return headers.flatMap(({ name, value }): [string, string][] =>
    typeof name === 'string' && name !== '' && !name.startsWith(':') ? [[name, String(value ?? '')]] : [],
  );
}

const bytesIn = (content: Text | null | undefined): Buffer =>
  Buffer.from(content?.text ?? '', content?.encoding === 'base64' ? 'base64' : 'utf8');

function timesOf({ startedDateTime, time }: Entry): { sentMs?: number; answeredMs?: number } {
  const sentMs = Date.parse(startedDateTime ?? '');
  return Number.isNaN(sentMs) ? {} : { sentMs, answeredMs: sentMs + Math.max(0, time ?? 0) };
}
