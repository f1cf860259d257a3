import { readAnswer } from '../../check/wire/answer.ts';
import type { Exchange, PassedRequest } from '../judging/exchange.ts';
import { readRequest } from './request-reader.ts';

/** More of one message is passed on, and not judged. */
const longest = 8 * 2 ** 20;

/** Reads what passes in both directions of a connection, and tells of each exchange when it is whole. */
export interface Tap {
  sent(bytes: Buffer): void;
  answered(bytes: Buffer): void;
  /** The side that answers has closed. */
  ended(): void;
}

/** Taps one connection. It keeps what is not yet whole, and gives up reading where the two lose each other. */
export function tapConnection(onExchange: (exchange: Exchange) => void): Tap {
  let requests = Buffer.alloc(0);
  let answers = Buffer.alloc(0);
  let needs = 0;
  let isLost = false;
  const waiting: PassedRequest[] = [];

  const readRequests = (): void => {
    for (let read = readRequest(requests); read; read = readRequest(requests)) {
      waiting.push(read.request);
      requests = requests.subarray(read.end);
      if (requests.length === 0) break;
    }
  };
  const readAnswers = (hasEnded: boolean): void => {
    for (;;) {
      if (answers.length === 0 || (!hasEnded && answers.length < needs)) return;
      // An answer may come before its request is whole.
      const request = waiting[0];
      if (!request) return;
      const { answer, isComplete, end, needs: wanted } = readAnswer(answers, 0, { method: request.method, hasEnded });
      if (!isComplete || !answer) {
        needs = wanted ?? 0;
        return;
      }
      waiting.shift();
      onExchange({ request, answer: { ...answer, body: Buffer.from(answer.body) }, isExact: true });
      answers = answers.subarray(end);
      needs = 0;
      // From here on the bytes are another protocol's.
      if (answer.status === 101 || request.method === 'CONNECT') isLost = true;
      if (isLost) return;
    }
  };
  const guard = (): void => {
    if (requests.length > longest || answers.length > longest) isLost = true;
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
    ended() {
      if (!isLost) readAnswers(true);
      for (const request of isLost ? [] : waiting.splice(0)) onExchange({ request, isExact: true });
    },
  };
}
