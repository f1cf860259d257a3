import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { readAnswer, type RawAnswer } from './answer.ts';
import { bytesOf, type Wire } from './request.ts';
import { serverName, type Target } from './target.ts';

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
  const { host, port } = target;
  const servername = serverName(target);
  const socket: Socket = target.isTls
    ? connectTls({ host, port, ...(servername && { servername }), ...(target.ca && { ca: target.ca }) })
    : connectPlain({ host, port });
  socket.setNoDelay(true);
  let failure: NodeJS.ErrnoException | undefined;
  let isUp = false;
  let hasEnded = false;
  const chunks: Buffer[] = [];
  let length = 0;
  let wake = (): void => {};
  socket.once(target.isTls ? 'secureConnect' : 'connect', () => ((isUp = true), wake()));
  socket.on('data', (bytes: Buffer) => (chunks.push(bytes), (length += bytes.length), wake()));
  socket.on('end', () => ((hasEnded = true), wake()));
  socket.on('close', () => ((hasEnded = true), wake()));
  socket.on('error', (error) => ((failure ??= error), wake()));

  const pending = (): Buffer => {
    if (chunks.length !== 1) chunks.splice(0, chunks.length, Buffer.concat(chunks));
    return chunks[0]!;
  };

  /** Resolves when something happened, or at `deadline`. */
  const change = (deadline: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => wake(), Math.max(0, deadline - performance.now()));
      wake = () => {
        clearTimeout(timer);
        wake = () => {};
        resolve();
      };
    });

  return {
    close: () => void socket.destroy(),
    async exchange(wire, lingerMs = 0) {
      const { head, body } = bytesOf(wire);
      const sent = Buffer.concat([head, body]);
      const start = performance.now();
      let deadline = start + target.timeoutMs;
      while (!isUp && !failure && performance.now() < deadline) await change(deadline);
      const begun = performance.now();
      deadline = begun + target.timeoutMs;
      let firstByteMs: number | undefined;
      let hasSent = false;
      if (isUp && !failure) {
        void sendPaced(socket, head, body, wire.pace, () => length > 0 || hasEnded || failure !== undefined).then(
          () => (hasSent = true),
        );
      }
      const look = () => readAnswer(pending(), 0, { method: wire.method, hasEnded });
      let reading = look();
      const isOver = (): boolean => reading.isComplete || hasEnded || failure !== undefined || length > longest;
      while (isUp && !isOver() && performance.now() < deadline) {
        await change(deadline);
        if (length > 0) firstByteMs ??= performance.now() - begun;
        if (hasEnded || length >= (reading.needs ?? 0)) reading = look();
      }
      const ms = performance.now() - begun;
      const isEarly = reading.isComplete && !hasSent;
      const isDone = reading.isComplete;
      const lingerEnd = performance.now() + (isEarly ? Math.max(lingerMs, 250) : lingerMs);
      while (isUp && isDone && !hasEnded && !failure && performance.now() < lingerEnd) await change(lingerEnd);
      const received = pending();
      const surplus = isDone ? received.subarray(reading.end) : Buffer.alloc(0);
      chunks.length = 0;
      length = 0;
      return {
        sent,
        received,
        ...(reading.answer && { answer: reading.answer }),
        isComplete: isDone,
        surplus,
        ending: endingOf(),
        isEarly,
        ...(firstByteMs !== undefined && { firstByteMs }),
        ms,
        ...(failure && { error: failure }),
      };

      function endingOf(): Ending {
        if (!isUp) return 'unreachable';
        if (failure) return 'reset';
        if (hasEnded) return 'closed';
        if (received.length > longest) return 'flood';
        return isDone ? 'open' : 'timeout';
      }
    },
  };
}

/** Writes a request as its pace asks; stops where the answer is there before the request has been sent. */
async function sendPaced(socket: Socket, head: Buffer, body: Buffer, pace: Wire['pace'], isAnswered: () => boolean) {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  if (pace === undefined && body.length <= 65_536) return void socket.write(Buffer.concat([head, body]));
  const size = pace === 'pieces' ? Math.ceil(head.length / 4) : head.length;
  for (let at = 0; at < head.length; at += size) {
    socket.write(head.subarray(at, at + size));
    if (pace === 'pieces') await pause(5);
  }
  if (pace === 'continue') for (let waited = 0; waited < 300 && !isAnswered(); waited += 5) await pause(5);
  const piece = pace === 'pieces' ? Math.max(1, Math.ceil(body.length / 3)) : 32_768;
  for (let at = 0; at < body.length && (pace !== undefined || !isAnswered()) && !socket.destroyed; at += piece) {
    socket.write(body.subarray(at, at + piece));
    await pause(pace === 'pieces' ? 5 : 0);
  }
}
