import type { Case } from '../../answers/reading/case.ts';
import type { Plan } from '../../requests/plan.ts';
import type { Seen } from '../../answers/reading/observed.ts';
import { nowhere } from './paths.ts';
import { readAnswer } from '../../wire/answer.ts';
import { headerOf } from '../../wire/raw-answer.ts';
import { exchange } from '../../wire/exchange.ts';
import { bytesOf, type Wire } from '../../wire/request.ts';

/** Whether an answer announces the end of its connection. */
export const saysClose = ({ answer }: Seen): boolean =>
  answer!.version === '1.0' ||
  answer!.framing === 'close' ||
  /\bclose\b/i.test(headerOf(answer!.headers, 'connection') ?? '');

/** Sends two requests in one piece, the second to a path that nobody has: both are answered, in their order. */
export async function pipeline({ run }: Plan, given: Case): Promise<void> {
  const each = run.renewals.current(given);
  await run.admit(each);
  if (run.options.dryRun) return;
  const { body } = bytesOf(each.wire);
  const next = bytesOf({ ...each.wire, target: nowhere(run.target) });
  const sent: Wire = {
    ...each.wire,
    framing: 'asGiven',
    headers: headersWithLength(each.wire),
    body: Buffer.concat([body, next.head, next.body]),
  };
  const read = (surplus: Buffer) => readAnswer(surplus, 0, { method: each.wire.method, hasEnded: false });
  const ask = async (ms: number) => {
    const capture = await exchange(run.target, sent, { ms, isEnough: (surplus) => read(surplus).isComplete });
    return { capture, reading: read(capture.surplus) };
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
  else {
    await run.admit(each);
    const alone = (await exchange(run.target, { ...each.wire, target: nowhere(run.target) })).answer?.status;
    if (alone !== undefined && alone !== reading.answer.status)
      run.recorder.find(
        'transport/pipeline',
        first,
        `the second answer has status ${reading.answer.status}; alone, its request gets ${alone}`,
      );
  }
}

const headersWithLength = ({ headers, body }: Wire): [string, string][] =>
  body ? [...headers, ['Content-Length', String(body.length)]] : headers;
