import type { Contract } from '@cc-gateway/spec';
import type { Call, Change, State } from './gateway.ts';
import type { Reply } from './http.ts';

/** How long the checker waits for an answer of the gateway, in milliseconds; faults and variants that take time are measured by it. */
export const timeoutMs = 1_500;

/** A fault that the gateway can be given, and the rule that names it. */
export interface Fault {
  name: string;
  rule: string;
  change: Change;
  /** The contract that is held up; the bounded one unless told. */
  spec?: Contract;
}

export const fault = (name: string, rule: string, change: Change, spec?: Contract): Fault => ({
  name,
  rule,
  change,
  ...(spec && { spec }),
});

/** Changes the replies of the operation that pass a test. */
export const replies = (
  when: (call: Call, state: State) => boolean,
  make: (reply: Reply, call: Call, state: State) => Reply | Promise<Reply>,
): Change => ({
  reply: (reply, call, state) => (when(call, state) ? make(reply, call, state) : reply),
});

export const always = (): boolean => true;
export const own = ({ isOwn }: Call): boolean => isOwn;
export const success = ({ isSuccess }: Call): boolean => isSuccess;
export const refusal = ({ isOwn, isSuccess }: Call): boolean => isOwn && !isSuccess;

/** Changes the text of the body. */
export const text = (change: (body: string, call: Call, state: State) => string | Buffer, when = own): Change =>
  replies(when, (reply, call, state) => ({ ...reply, body: change(String(reply.body), call, state) }));

/** Changes the envelope. */
export const members = (
  change: (body: Record<string, unknown>, call: Call, state: State) => unknown,
  when = own,
): Change =>
  text((body, call, state) => JSON.stringify(change(JSON.parse(body) as Record<string, unknown>, call, state)), when);

/** Sets a header; undefined leaves it out. */
export const header = (name: string, content: string | undefined, when = own): Change =>
  replies(when, (reply) => ({
    ...reply,
    headers: [
      ...reply.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase()),
      ...(content === undefined ? [] : [[name, content] as [string, string]]),
    ],
  }));
