import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { listen } from './gateway.ts';
import { mediaType, success } from './sample.ts';

/** A frame of HTTP/2. */
export function frame(type: number, flags: number, stream: number, payload: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
};
const setting = (id: number, value: number): Buffer => Buffer.concat([Buffer.from([0, id]), words(value)]);
/** A text of HPACK, as it is. */
const literal = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
/** `:status` and `content-type` of a success, by their places in the static table and with values of their own. */
export const ok = Buffer.concat([
  Buffer.from([0x08]),
  literal(String(success)),
  Buffer.from([0x0f, 0x10]),
  literal(mediaType),
]);

export const settings = (id?: number, value = 0): Buffer => frame(4, 0, 0, id ? setting(id, value) : Buffer.alloc(0));
export const settingsAck = frame(4, 1, 0);
export const headers = (stream: number, block: Uint8Array = ok, flags = 4): Buffer => frame(1, flags, stream, block);
export const data = (stream: number, text: string, flags = 1): Buffer => frame(0, flags, stream, Buffer.from(text));
export const reset = (stream: number, code: number): Buffer => frame(3, 0, stream, words(code));
export const goAway = (last: number, code = 0): Buffer => frame(7, 0, 0, words(last, code));

/** A gateway that speaks HTTP/2 in bytes: what it writes when a connection stands, and when a request has come whole. */
export interface RawHttp2 extends AsyncDisposable {
  baseUrl: string;
  requests(): number;
  open(): number;
}

export async function startHttp2(
  identity: { key: string; cert: string },
  onConnection: (socket: TLSSocket) => void,
  onRequest: (socket: TLSSocket, stream: number) => void,
): Promise<RawHttp2> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer({ ...identity, ALPNProtocols: ['h2'] }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    // The preface has no frame around it.
    let rest = Buffer.alloc(0);
    let begun = false;
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      if (!begun && rest.length >= 24) {
        begun = true;
        rest = rest.subarray(24);
      }
      if (!begun) return;
      while (rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
        const [type, flags, stream] = [rest[3]!, rest[4]!, rest.readUInt32BE(5)];
        rest = rest.subarray(9 + rest.readUIntBE(0, 3));
        if (type > 1 || (flags & 1) === 0) continue;
        requests++;
        onRequest(socket, stream);
      }
    });
    onConnection(socket);
  });
  const port = await listen(server);
  return {
    baseUrl: `https://localhost:${port}`,
    requests: () => requests,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
