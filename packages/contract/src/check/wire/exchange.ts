import { readAnswer, type Reading } from './answer.ts';
import { type RawAnswer } from './raw-answer.ts';
import { openLink, type Link } from './link.ts';
import { bytesOf, type Wire } from './request.ts';
import { send, type Progress } from './send.ts';
import type { Target } from './target.ts';
import { waitFor } from './wait.ts';

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
  exchange(wire: Wire, linger?: Linger): Promise<Capture>;
  close(): void;
}

/** How long what comes after an answer is waited for: milliseconds, or until it is enough. */
export interface Linger {
  ms: number;
  isEnough?: (surplus: Buffer) => boolean;
}

const none: Linger = { ms: 0 };

/** More bytes than this are no answer that ends. */
export const longest = 3 * 2 ** 20;

/** Sends one request on a connection of its own. Rejects where the run has to end; what else went wrong is in the capture. */
export async function exchange(target: Target, wire: Wire, linger = none): Promise<Capture> {
  const connection = openConnection(target);
  try {
    return await connection.exchange(wire, linger);
  } finally {
    connection.close();
  }
}

/** Opens a connection. What fails shows in the captures of its exchanges. */
export function openConnection(target: Target): Connection {
  const link = openLink(target);
  return {
    close: () => void link.socket.destroy(),
    exchange: (wire, linger = none) => exchangeOver(link, target, wire, linger),
  };
}

/** A connection has so many times as long as an answer: a kernel that had no room for it asks again after a second or three. */
export const timesToConnect = 4;

/** Waits until a link is up, or has failed. `timeoutMs` is that of an answer. */
export async function opened(link: Link, timeoutMs: number): Promise<void> {
  const isDone = (): boolean => link.isUp || link.failure !== undefined;
  await waitFor(link, { isDone, ms: timesToConnect * timeoutMs });
}

async function exchangeOver(link: Link, target: Target, wire: Wire, linger: Linger): Promise<Capture> {
  const { timeoutMs } = target;
  const { head, body } = bytesOf(wire);
  const sent = Buffer.concat([head, body]);
  await opened(link, timeoutMs);
  const begun = performance.now();
  const progress: Progress = { isSent: false, isCut: false, isUnasked: false };
  const sending =
    link.isUp && !link.failure
      ? send(link, target, wire, { sent, headBytes: head.length }, progress)
      : Promise.resolve();
  const { reading, firstByteMs } = await Promise.race([
    readUntil(link, target, wire, begun, progress),
    // What the run's end keeps from being sent is never answered.
    sending.then(() => new Promise<never>(() => {})),
  ]);
  const ms = performance.now() - begun;
  const isEarly = reading.isComplete && (progress.isCut || !progress.isSent);
  const lingerMs = isEarly ? Math.max(linger.ms, 250) : linger.ms;
  const isDone = (): boolean =>
    link.hasEnded || link.failure !== undefined || (linger.isEnough?.(link.bytes().subarray(reading.end)) ?? false);
  if (reading.isComplete && lingerMs > 0) await waitFor(link, { isDone, ms: lingerMs });
  const received = link.bytes();
  link.clear();
  return {
    sent,
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

/** Reads until the answer is whole, the connection is over, or time is up: it runs once the request has been sent. */
async function readUntil(
  link: Link,
  { timeoutMs, isAnswering }: Target,
  { method }: Wire,
  begun: number,
  progress: Progress,
): Promise<{ reading: Reading; firstByteMs?: number }> {
  const look = (): Reading => readAnswer(link.bytes(), 0, { method, hasEnded: link.hasEnded });
  let reading = look();
  let firstByteMs: number | undefined;
  const isDone = (): boolean => {
    if (link.length > 0) firstByteMs ??= performance.now() - begun;
    if (link.hasEnded || link.length >= (reading.needs ?? 0)) reading = look();
    return !link.isUp || reading.isComplete || link.hasEnded || link.failure !== undefined || link.length > longest;
  };
  await waitFor(link, { isDone, ms: timeoutMs, isRunning: () => progress.isSent, isAnswering });
  return firstByteMs === undefined ? { reading } : { reading, firstByteMs };
}

function endingOf(link: Link, length: number, isComplete: boolean): Ending {
  if (!link.isUp) return 'unreachable';
  if (link.failure) return 'reset';
  if (link.hasEnded) return 'closed';
  if (length > longest) return 'flood';
  return isComplete ? 'open' : 'timeout';
}
