import { readAnswer, type RawAnswer, type Reading } from './answer.ts';
import { openLink, type Link } from './link.ts';
import { bytesOf, type Wire } from './request.ts';
import { send } from './send.ts';
import type { Target } from './target.ts';

/** How the connection stood when the exchange was over. */
export type Ending = 'open' | 'closed' | 'reset' | 'timeout' | 'unreachable' | 'flood';

/** What one request brought: every byte, and when. */
export interface Capture {
  sent: Buffer;
  received: Buffer;
  answer?: RawAnswer;
  /** Whether the answer came to its end. */
  isComplete: boolean;
  /** Bytes that nobody asked for, after the answer. */
  surplus: Buffer;
  ending: Ending;
  /** Whether the answer was there before the request had been sent. */
  isEarly: boolean;
  /** Whether a body that waited for leave had to go out without it. */
  isUnasked: boolean;
  /** Milliseconds from sending to the first byte; undefined when none came. */
  firstByteMs?: number;
  /** Milliseconds from sending to the end of the answer. */
  ms: number;
  error?: NodeJS.ErrnoException;
}

/** A connection that can carry several exchanges, one after the other. */
export interface Connection {
  exchange(wire: Wire, lingerMs?: number): Promise<Capture>;
  close(): void;
}

/** More than this is no answer to a request of ours. */
const longest = 3 * 2 ** 20;

/** Sends one request on a connection of its own. Never rejects: what went wrong is in the capture. */
export async function exchange(target: Target, wire: Wire, lingerMs = 0): Promise<Capture> {
  const connection = openConnection(target);
  try {
    return await connection.exchange(wire, lingerMs);
  } finally {
    connection.close();
  }
}

/** Opens a connection. What fails shows in the captures of its exchanges. */
export function openConnection(target: Target): Connection {
  const link = openLink(target);
  return {
    close: () => void link.socket.destroy(),
    exchange: (wire, lingerMs = 0) => exchangeOver(link, target, wire, lingerMs),
  };
}

async function exchangeOver(link: Link, target: Target, wire: Wire, lingerMs: number): Promise<Capture> {
  const { timeoutMs } = target;
  const { head, body } = bytesOf(wire);
  const opening = performance.now() + timeoutMs;
  while (!link.isUp && !link.failure && performance.now() < opening) await link.change(opening);
  const begun = performance.now();
  const progress = { hasSent: false, isUnasked: false };
  if (link.isUp && !link.failure) {
    const isAnswered = (): boolean => link.length > 0 || link.hasEnded || link.failure !== undefined;
    const isUnasked = (): boolean => (progress.isUnasked = !isAnswered());
    void send({ socket: link.socket, isAnswered, isUnasked }, wire).then(() => (progress.hasSent = true));
  }
  const { reading, firstByteMs } = await readUntil(link, target, wire, begun);
  const ms = performance.now() - begun;
  const isEarly = reading.isComplete && !progress.hasSent;
  const lingerEnd = performance.now() + (isEarly ? Math.max(lingerMs, 250) : lingerMs);
  while (reading.isComplete && !link.hasEnded && !link.failure && performance.now() < lingerEnd)
    await link.change(lingerEnd);
  const received = link.bytes();
  link.clear();
  return {
    sent: Buffer.concat([head, body]),
    received,
    ...(reading.answer && { answer: reading.answer }),
    isComplete: reading.isComplete,
    surplus: reading.isComplete ? received.subarray(reading.end) : Buffer.alloc(0),
    ending: endingOf(link, received.length, reading.isComplete),
    isEarly,
    isUnasked: progress.isUnasked,
    ...(firstByteMs !== undefined && { firstByteMs }),
    ms,
    ...(link.failure && { error: link.failure }),
  };
}

/** So many times the wait starts anew where the provider does not answer a control either. */
const mostExtensions = 2;

async function readUntil(
  link: Link,
  { timeoutMs, isAnswering }: Target,
  { method }: Wire,
  begun: number,
): Promise<{ reading: Reading; firstByteMs?: number }> {
  const look = (): Reading => readAnswer(link.bytes(), 0, { method, hasEnded: link.hasEnded });
  const isOpen = (): boolean => link.isUp && !reading.isComplete && !link.hasEnded && !link.failure;
  let reading = look();
  let firstByteMs: number | undefined;
  let deadline = begun + timeoutMs;
  let extensions = 0;
  while (isOpen() && link.length <= longest) {
    const late = performance.now() - deadline;
    // A timer that is late tells of this machine, not of the provider, whose bytes may be waiting to be read.
    const isStarved = late >= 0 && extensions < mostExtensions && (late > 100 || (await isAnswering?.()) === false);
    if (isStarved) {
      extensions += 1;
      deadline = performance.now() + timeoutMs;
    } else if (late < 0) await link.change(deadline);
    if (link.length > 0) firstByteMs ??= performance.now() - begun;
    if (link.hasEnded || link.length >= (reading.needs ?? 0)) reading = look();
    if (late >= 0 && !isStarved) break;
  }
  return firstByteMs === undefined ? { reading } : { reading, firstByteMs };
}

function endingOf(link: Link, length: number, isComplete: boolean): Ending {
  if (!link.isUp) return 'unreachable';
  if (link.failure) return 'reset';
  if (link.hasEnded) return 'closed';
  if (length > longest) return 'flood';
  return isComplete ? 'open' : 'timeout';
}
