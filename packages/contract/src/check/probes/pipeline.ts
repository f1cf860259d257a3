import type { Case } from '../case.ts';
import type { Plan } from '../plan.ts';
import type { Seen } from '../seen.ts';
import { headerOf, readAnswer } from '../wire/answer.ts';
import { exchange } from '../wire/exchange.ts';
import { bytesOf, type Wire } from '../wire/request.ts';

/** Whether an answer announces the end of its connection. */
export const saysClose = ({ answer }: Seen): boolean =>
  answer!.version === '1.0' ||
  answer!.framing === 'close' ||
  /\bclose\b/i.test(headerOf(answer!.headers, 'connection') ?? '');

/** Sends a request twice in one piece: both are answered. */
export async function pipeline({ run }: Plan, each: Case): Promise<void> {
  await run.admit(each);
  if (run.options.dryRun) return;
  const { head, body } = bytesOf(each.wire);
  const both: Wire = { ...each.wire, framing: 'asGiven', headers: each.wire.headers, body: Buffer.alloc(0) };
  const single = Buffer.concat([head, body]);
  const second = Buffer.concat([body, single]);
  const sent: Wire = { ...both, headers: headersWithLength(each.wire), body: second };
  const ask = async (lingerMs: number) => {
    const capture = await exchange(run.target, sent, lingerMs);
    return { capture, reading: readAnswer(capture.surplus, 0, { method: each.wire.method, hasEnded: false }) };
  };
  let { capture, reading } = await ask(500);
  if (!reading.answer && capture.ending === 'open') {
    await run.admit(each);
    ({ capture, reading } = await ask(1_500 + 3 * capture.ms));
  }
  if (!capture.answer || !capture.isComplete) return;
  const first = run.judge(each, { ...capture, surplus: Buffer.alloc(0) });
  if (saysClose(first) || capture.ending === 'closed') return;
  if (!reading.answer) run.recorder.find('transport/pipeline', first, 'the second of two requests was not answered');
  else if (reading.end < capture.surplus.length)
    run.recorder.find('transport/unsolicited', first, 'three answers came for two requests');
}

const headersWithLength = ({ headers, body }: Wire): [string, string][] =>
  body ? [...headers, ['Content-Length', String(body.length)]] : headers;
