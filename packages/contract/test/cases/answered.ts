import type { Case } from '../../src/check/answers/reading/case.ts';
import { see, type Seen } from '../../src/check/answers/reading/observed.ts';
import type { Level } from '../../src/check/requests/level.ts';
import type { Plan } from '../../src/check/requests/plan.ts';
import { readAnswer } from '../../src/check/wire/answer.ts';
import type { Capture } from '../../src/check/wire/exchange.ts';
import { bytesOf } from '../../src/check/wire/request.ts';
import { plansAt, shared } from './plans.ts';

/** What a provider answers: a status, with headers and a body of JSON, or a text; nothing where the connection ends without an answer. */
export type Reply =
  | {
      status: number;
      headers?: Record<string, string>;
      body?: unknown;
      text?: string;
      version?: string;
      /** What else is seen of the exchange. */
      capture?: Partial<Capture>;
    }
  | undefined;

/** An answer as it goes over the wire. */
export function bytesOfReply(reply: Reply): Buffer {
  if (!reply) return Buffer.alloc(0);
  const { status, headers = {}, body, text = '', version = '1.1' } = reply;
  const content = body === undefined ? text : JSON.stringify(body);
  const lines = Object.entries({
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    'Content-Length': Buffer.byteLength(content),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/${version} ${status} Said\r\n${lines.join('')}\r\n${content}`);
}

/** An exchange of a case, of which the answer is given. */
export function exchanged({ run }: Plan, each: Case, reply: Reply): Seen {
  const received = bytesOfReply(reply);
  const { answer } = readAnswer(received, 0, { method: each.wire.method, hasEnded: true });
  const { head, body: sent } = bytesOf(each.wire);
  return see(
    run.contract,
    each,
    {
      sent: Buffer.concat([head, sent]),
      received,
      ...(answer && { answer }),
      isComplete: answer !== undefined,
      surplus: Buffer.alloc(0),
      ending: reply ? 'open' : 'closed',
      isEarly: false,
      isUnasked: false,
      ms: 1,
      ...reply?.capture,
    },
    [],
  );
}

/** A plan for an operation of a document, where a provider answers as it is told, and what was asked and found. */
export function answered(
  id: string,
  answer: (each: Case, times: number) => Reply,
  level: Level = 'full',
  contract = shared,
) {
  const given = plansAt(level, '', contract).plans.find(({ operation }) => operation.id === id)!;
  const [asked, found, leftOut]: string[][] = [[], [], []];
  let times = 0;
  const plan: Plan = {
    ...given,
    run: {
      ...given.run,
      options: { ...given.run.options, dryRun: false },
      recorder: {
        try: () => {},
        takeBack: () => {},
        find: (rule, seen, received, { isUnsaid = false } = {}) =>
          void found!.push(`${rule}: ${received}${isUnsaid ? ' (unsaid)' : ''}`),
        leaveOut: (_, about, reason) => void leftOut!.push(`${about}: ${reason}`),
      },
      send: async (each) => {
        asked!.push(each.about);
        return exchanged(plan, each, answer(each, times++));
      },
    },
  };
  return { plan, asked: asked!, found: found!, leftOut: leftOut! };
}
