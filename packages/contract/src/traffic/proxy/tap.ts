import { readAnswer } from '../../check/wire/answer.ts';
import { longest } from '../../check/wire/exchange.ts';
import type { Exchange, PassedRequest } from '../judging/exchange.ts';
import { readRequest } from './request-reader.ts';

/** What has passed, and cannot be read: it is counted, and not judged. Its message holds nothing of what has passed. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';
}

/** Who ended a connection: the side that answers, or nobody of whom anything could be said. */
export type Ended = 'closed' | 'reset' | 'open';

/** Reads what passes in both directions of a connection, and tells of each exchange when it is whole. */
export interface Tap {
  sent(bytes: Buffer): void;
  answered(bytes: Buffer): void;
  /** Nothing more comes. */
  ended(how: Ended): void;
}

interface Waiting {
  request: PassedRequest;
  sentMs: number;
}

/**
 * Taps one connection. It keeps what is not yet whole, and gives up reading where the two lose each other. Its functions throw
 * UnreadableError, once, where what has passed is more than it tells.
 */
export function tapConnection(onExchange: (exchange: Exchange) => void): Tap {
  let requests = Buffer.alloc(0);
  let answers = Buffer.alloc(0);
  let needs = 0;
  let isLost = false;
  let last: Exchange | undefined;
  const waiting: Waiting[] = [];

  const tell = ({ request, sentMs }: Waiting, more: Omit<Exchange, 'request' | 'isExact'>): void => {
    last = { request, isExact: true, sentMs, answeredMs: Date.now(), ...more };
    onExchange(last);
  };
  const lose = (why: string): never => {
    isLost = true;
    for (const each of waiting.splice(0)) tell(each, {});
    throw new UnreadableError(why);
  };
  const readRequests = (): void => {
    for (let read = readRequest(requests); read; read = readRequest(requests)) {
      if ('problem' in read) return lose(read.problem);
      waiting.push({ request: read.request, sentMs: Date.now() });
      requests = requests.subarray(read.end);
      if (requests.length === 0) break;
    }
  };
  const readAnswers = (hasEnded: boolean): void => {
    const least = (): number => (hasEnded ? 1 : Math.max(1, needs));
    while (!isLost && answers.length >= least()) {
      // An answer may come before its request is whole.
      if (!waiting[0]) return unasked();
      const { method } = waiting[0].request;
      const { answer, isComplete, end, needs: wanted } = readAnswer(answers, 0, { method, hasEnded });
      if (!isComplete || !answer) {
        needs = wanted ?? 0;
        return;
      }
      tell(waiting.shift()!, { answer: { ...answer, body: Buffer.from(answer.body) } });
      answers = answers.subarray(end);
      needs = 0;
      // From here on the bytes are another protocol's.
      if (answer.status === 101 || (method === 'CONNECT' && answer.framing === 'none')) isLost = true;
    }
  };
  /** What comes where no request has begun. */
  const unasked = (): void => {
    if (requests.length > 0 || !last) return;
    onExchange({ ...last, isMore: true, wire: { surplus: Buffer.from(answers.subarray(0, 1_000)) } });
    isLost = true;
  };
  /** What has come of the answer to the first that waits, and how that ended. */
  const tellPart = (ending: Ended | 'flood'): void => {
    const first = waiting.shift();
    if (!first) return;
    const { answer } = readAnswer(answers, 0, { method: first.request.method, hasEnded: true });
    // An answer that tells its length is long, and ends.
    if (ending === 'flood' && answer?.framing === 'length') return tell(first, {});
    const body = answer && { answer: { ...answer, body: Buffer.from(answer.body) } };
    tell(first, { ...body, wire: { isComplete: false, ending } });
  };
  const guard = (): void => {
    if (!isLost && answers.length > longest) tellPart('flood');
    if (requests.length > longest) lose(`a request is longer than ${longest} bytes`);
    if (answers.length > longest) isLost = true;
    if (isLost) [requests, answers] = [Buffer.alloc(0), Buffer.alloc(0)];
  };
  return {
    sent(bytes) {
      if (isLost) return;
      requests = Buffer.concat([requests, bytes]);
      readRequests();
      guard();
      readAnswers(false);
    },
    answered(bytes) {
      if (isLost) return;
      answers = Buffer.concat([answers, bytes]);
      readAnswers(false);
      guard();
    },
    ended(how) {
      if (isLost) return;
      readAnswers(true);
      if (how !== 'open') tellPart(how);
      for (const each of waiting.splice(0)) tell(each, {});
      if (requests.length > 0) lose('a connection has ended within a request');
    },
  };
}
