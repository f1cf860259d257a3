import type { Server, Socket } from 'node:net';
import type { Special } from '../situations/situation.ts';
import type { Head } from './attempt.ts';

const acts: Partial<Record<Special, (socket: Socket & { _parent?: Socket }) => void>> = {
  'hangs-unread': (socket) => socket.pause(),
  // A socket of TLS cannot be reset itself, the one below it can.
  'resets-unread': (socket) => (socket._parent ?? socket).resetAndDestroy(),
};

/** Has a server that is to read no request do so: it is noted, and its connection hangs or is reset. */
export function leaveUnread(
  server: Server,
  event: 'connection' | 'secureConnection',
  special: Special | undefined,
  note: (socket: Socket, head: Head) => void,
): void {
  const act = special && acts[special];
  if (!act) return;
  server.removeAllListeners(event);
  server.on(event, (socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      note(socket, headOf(bytes));
      act(socket);
    });
  });
}

function headOf(bytes: Buffer): Head {
  const [line = '', ...lines] = bytes.toString('latin1').split('\r\n\r\n', 1)[0]!.split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const headers = lines.flatMap((each): [string, string][] => {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(each) ?? [];
    return name === undefined ? [] : [[name, value ?? '']];
  });
  return { method, target, headers };
}
