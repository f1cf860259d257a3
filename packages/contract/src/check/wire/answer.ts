import { readBody } from './body.ts';
import { headEnd, linesOf, readHeaders } from './head.ts';
import type { Defect, RawAnswer, ReadingContext } from './raw-answer.ts';

/** What stands at `from` in the bytes: a whole answer, or as much of one as has come. */
export interface Reading {
  isComplete: boolean;
  answer?: RawAnswer;
  /** Where the next answer would begin. */
  end: number;
  /** How many bytes there must be before reading again can tell more; undefined: any more. */
  needs?: number;
}

/** Reads one answer, its interim answers included, and notes every way in which it breaks RFC 9112. */
export function readAnswer(bytes: Buffer, from: number, context: ReadingContext): Reading {
  const interim: number[] = [];
  const aside: [string, string][] = [];
  const earlier: Defect[] = [];
  let start = from;
  for (;;) {
    const end = headEnd(bytes, start);
    if (end === undefined) return { isComplete: false, end: bytes.length };
    const head = readHead(bytes.subarray(start, end));
    head.defects.unshift(...earlier);
    if (head.status >= 100 && head.status < 200 && head.status !== 101) {
      interim.push(head.status);
      aside.push(...head.headers);
      earlier.splice(0, earlier.length, ...head.defects);
      start = end;
      continue;
    }
    const body = readBody(bytes, end, head, context);
    if (body.trailer) aside.push(...readHeaders(body.trailer.split('\r\n'), () => {}));
    const answer: RawAnswer = { ...head, interim, headBytes: end - start, framing: body.framing, body: body.bytes };
    if (aside.length > 0) answer.aside = aside;
    answer.defects.push(...body.defects);
    return {
      isComplete: body.isComplete,
      answer,
      end: body.end,
      ...(body.needs !== undefined && { needs: body.needs }),
    };
  }
}

type Head = Pick<RawAnswer, 'version' | 'status' | 'reason' | 'headers' | 'defects'>;

function readHead(bytes: Buffer): Head {
  const text = bytes.toString('latin1');
  const defects: Defect[] = [];
  const note = (says: string): void => void defects.push({ rule: 'transport/head-syntax', says });
  const [statusLine, lines] = linesOf(text, note);
  const found = /^HTTP\/(\d\.\d) (\d{3})(?: (.*))?$/s.exec(statusLine);
  if (!found) note(`the status line is ${JSON.stringify(statusLine.slice(0, 80))}`);
  if (found && Number(found[1]) >= 2) note(`the answer claims HTTP/${found[1]}`);
  if (found && (Number(found[2]) < 100 || Number(found[2]) > 599)) note(`the status code is ${found[2]}`);
  return {
    version: found?.[1] ?? '',
    status: Number(found?.[2] ?? /\b(\d{3})\b/.exec(statusLine)?.[1] ?? 0),
    reason: found?.[3] ?? '',
    headers: readHeaders(lines, note),
    defects,
  };
}
