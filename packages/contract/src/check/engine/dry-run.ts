import { isSuccess, type Operation } from '@cc-gateway/spec';
import type { Case } from '../answers/reading/case.ts';
import { readAnswer } from '../wire/answer.ts';
import type { Capture } from '../wire/exchange.ts';
import { bytesOf } from '../wire/request.ts';

/** What a conforming provider would answer, made from the document: for a dry run. */
export function cannedAnswer(each: Case): Capture {
  const { head, body } = bytesOf(each.wire);
  const received =
    each.isOutside && each.expect !== 'accepted' ? outside : documented(each.operation, each.expect !== 'refused');
  const { answer } = readAnswer(received, 0, { method: each.wire.method, hasEnded: true });
  return {
    sent: Buffer.concat([head, body]),
    received,
    ...(answer && { answer }),
    isComplete: true,
    surplus: Buffer.alloc(0),
    ending: 'closed',
    isEarly: false,
    isUnasked: false,
    firstByteMs: 0,
    ms: 0,
  };
}

const outside = Buffer.from('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');

function documented(operation: Operation, isWanted: boolean): Buffer {
  const answers = operation.answers.flatMap(({ status, contents }) => [
    ...contents.flatMap(({ mediaType, examples }) =>
      examples.map(({ value }) => ({ status: Number(status), mediaType, value })),
    ),
    { status: Number(status), mediaType: contents[0]?.mediaType, value: undefined },
  ]);
  const found = answers.find(({ status, value }) => isSuccess(operation, { status, body: value }) === isWanted);
  const { status = isWanted ? 200 : 400, mediaType, value } = found ?? {};
  const body = value === undefined ? '' : JSON.stringify(value);
  const type = value === undefined ? '' : `Content-Type: ${mediaType}\r\n`;
  return Buffer.from(
    `HTTP/1.1 ${status || (isWanted ? 200 : 400)} Dry Run\r\nConnection: close\r\n${type}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
