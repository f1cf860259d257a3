import { connect as connectPlain, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { serverName, type Target } from './target.ts';

/** A socket, what has come over it, and how it stands. */
export interface Link {
  socket: Duplex;
  isUp: boolean;
  /** The other side has closed. */
  hasEnded: boolean;
  failure?: NodeJS.ErrnoException;
  /** How many bytes have come and were not taken. */
  length: number;
  /** The bytes that have come, in one piece; they stay. */
  bytes(): Buffer;
  /** Forgets the bytes. */
  clear(): void;
  /** Resolves when something has happened, or at `deadline`. */
  change(deadline: number): Promise<void>;
}

/** Opens a link. Nothing throws: what fails is on the link. */
export function openLink(target: Target): Link {
  const { isTls } = target;
  const socket = socketTo(target);
  const chunks: Buffer[] = [];
  const waiting = new Set<() => void>();
  const link: Link = {
    socket,
    isUp: !(socket instanceof Socket && socket.connecting) && !isTls,
    hasEnded: false,
    length: 0,
    bytes() {
      if (chunks.length !== 1) chunks.splice(0, chunks.length, Buffer.concat(chunks));
      return chunks[0]!;
    },
    clear() {
      chunks.length = 0;
      link.length = 0;
    },
    change: (deadline) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, Math.max(0, deadline - performance.now()));
        waiting.add(wake);
      }),
  };
  const note = (change: Partial<Link>): void => {
    Object.assign(link, change);
    for (const wake of waiting) wake();
  };
  if (socket instanceof Socket) socket.setNoDelay(true);
  socket.once(isTls ? 'secureConnect' : 'connect', () => note({ isUp: true }));
  socket.on('data', (bytes: Buffer) => {
    chunks.push(bytes);
    note({ length: link.length + bytes.length });
  });
  socket.on('end', () => note({ hasEnded: true }));
  socket.on('close', () => note({ hasEnded: true }));
  socket.on('error', (failure) => note({ failure: link.failure ?? failure }));
  return link;
}

function socketTo(target: Target): Duplex {
  const { host, port, isTls, ca, createConnection } = target;
  const own = createConnection?.();
  if (!isTls) return own ?? connectPlain({ host, port });
  const servername = serverName(target);
  return connectTls({
    ...(own ? { socket: own } : { host, port }),
    ...(servername && { servername }),
    ...(ca && { ca }),
  });
}
