import type { Link } from './link.ts';
import type { Wire } from './request.ts';
import type { Target } from './target.ts';
import { waitFor } from './wait.ts';

/** How far a request has gone out. */
export interface Progress {
  /** Whether no more of it is to be written. */
  isSent: boolean;
  /** Whether the rest of it was kept back, as an answer had begun. */
  isCut: boolean;
  /** Whether a body that waited for leave had to go out without it. */
  isUnasked: boolean;
}

/** A request as it goes out, head and body in one piece. */
export interface Bytes {
  sent: Buffer;
  headBytes: number;
}

/** Lets time pass, and what has come in be read: on a busy machine pieces would else arrive as one. */
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(() => setImmediate(resolve), ms);
  });

/** Bodies up to this go out in one piece with the head. */
const onePiece = 65_536;

/** Writes a request at its pace, and notes how far it is. */
export async function send(link: Link, target: Target, wire: Wire, bytes: Bytes, progress: Progress): Promise<void> {
  await write(link, target, wire, bytes, progress);
  progress.isSent = true;
}

/** A large body stops where an answer is there before all of it has been sent. */
async function write(
  link: Link,
  { isAnswering }: Target,
  wire: Wire,
  { sent, headBytes }: Bytes,
  progress: Progress,
): Promise<void> {
  const { socket } = link;
  const [head, body] = [sent.subarray(0, headBytes), sent.subarray(headBytes)];
  if (wire.pace === undefined && body.length <= onePiece) {
    socket.write(sent);
    return;
  }
  const isAnswered = (): boolean => link.length > 0 || link.hasEnded || link.failure !== undefined;
  const step = wire.pace === 'pieces' ? Math.ceil(head.length / 4) : head.length;
  for (let at = 0; at < head.length; at += step) {
    if (at > 0) await pause(5);
    socket.write(head.subarray(at, at + step));
  }
  if (wire.pace === 'pieces') await pause(5);
  if (wire.pace === 'continue') {
    progress.isUnasked = !(await waitFor(link, { isDone: isAnswered, ms: wire.patienceMs ?? 300, isAnswering }));
  }
  const piece = wire.pace === 'pieces' ? Math.max(1, Math.ceil(body.length / 3)) : 32_768;
  for (let at = 0; at < body.length && !socket.destroyed; at += piece) {
    if (at > 0) await pause(wire.pace === 'pieces' ? 5 : 0);
    progress.isCut = wire.pace === undefined && isAnswered();
    if (progress.isCut) return;
    socket.write(body.subarray(at, at + piece));
  }
}
