import type { RawAnswer } from '../../check/wire/raw-answer.ts';
import type { Exchange } from '../judging/exchange.ts';
import { TrafficError } from './error.ts';

interface Pair {
  name: string;
  value: string;
}

interface Entry {
  startedDateTime?: string;
  time?: number;
  request: { method: string; url: string; headers: Pair[]; postData?: { text?: string; encoding?: string } };
  response: {
    status: number;
    statusText?: string;
    httpVersion?: string;
    headers: Pair[];
    content?: { text?: string; encoding?: string; size?: number };
  };
}

/** The exchanges of a HAR 1.2 file. Throws TrafficError where it is none. */
export function readHar(name: string, text: string): Exchange[] {
  const entries = entriesOf(name, text);
  return entries.map((entry, index) => {
    const { request, response } = entry;
    if (typeof request?.method !== 'string' || !URL.canParse(request.url) || typeof response?.status !== 'number')
      throw new TrafficError(
        `${name}: entry ${index} has no request with method and url, or no response with a status.`,
      );
    const { pathname, search } = new URL(request.url);
    const headers = pairsOf(request.headers);
    const exchange: Exchange = {
      request: { method: request.method, target: pathname + search, headers, body: bytesOf(request.postData) },
      isExact: false,
      ...timesOf(entry),
    };
    // What was broken off has the status 0.
    return response.status === 0 ? exchange : { ...exchange, answer: answerOf(response) };
  });
}

function entriesOf(name: string, text: string): Entry[] {
  try {
    const { log } = JSON.parse(text) as { log?: { entries?: unknown } };
    if (Array.isArray(log?.entries)) return log.entries as Entry[];
  } catch (cause) {
    throw new TrafficError(`${name} is no JSON: ${(cause as Error).message}`, { cause });
  }
  throw new TrafficError(`${name} has no log.entries, expected HAR 1.2.`);
}

function timesOf({ startedDateTime = '', time = 0 }: Entry): { sentMs?: number; answeredMs?: number } {
  const sentMs = Date.parse(startedDateTime);
  return Number.isNaN(sentMs) ? {} : { sentMs, answeredMs: sentMs + Math.max(0, time) };
}

function answerOf({ status, statusText = '', httpVersion = '', headers, content }: Entry['response']): RawAnswer {
  const body = bytesOf(content);
  return {
    version: httpVersion.replace(/^HTTP\//i, '') || '1.1',
    status,
    reason: statusText,
    headers: pairsOf(headers),
    interim: [],
    framing: content?.text === undefined && (content?.size ?? 0) > 0 ? 'none' : 'length',
    body,
    headBytes: 0,
    defects: [],
  };
}

const pairsOf = (pairs: Pair[] = []): [string, string][] => pairs.map(({ name, value }) => [name, value]);

const bytesOf = ({ text = '', encoding }: { text?: string; encoding?: string } = {}): Buffer =>
  Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8');
