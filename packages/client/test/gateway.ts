import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { TLSSocket } from 'node:tls';
import { mediaType, success } from './sample.ts';

/** What a gateway of the tests writes for a request: bytes, or whatever it does with the socket, or with TCP below it. */
export type Reply = string | Uint8Array | ((socket: Socket, tcp: Socket) => void);

/** A gateway on a raw socket: it reads whole requests and writes exactly the bytes that it is told. */
export interface RawGateway extends AsyncDisposable {
  baseUrl: string;
  /** Each request as it came, head and body. */
  requests: string[];
  connections(): number;
  /** How many connections are open now. */
  open(): number;
}

/** Starts a gateway that answers the first request with the first reply, and so on; the last one for all others. */
export const startGateway = (...replies: Reply[]): Promise<RawGateway> => serve(undefined, replies);

/** The same, over TLS. */
export const startTlsGateway = (identity: { key: string; cert: string }, ...replies: Reply[]): Promise<RawGateway> =>
  serve(identity, replies);

async function serve(identity: { key: string; cert: string } | undefined, replies: Reply[]): Promise<RawGateway> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((tcp) => {
    connections++;
    sockets.add(tcp);
    tcp.on('error', () => {});
    tcp.on('close', () => sockets.delete(tcp));
    const socket = identity ? new TLSSocket(tcp, { isServer: true, ...identity }) : tcp;
    socket.on('error', () => tcp.destroy());
    let pending = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      pending += text;
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      requests.push(pending);
      pending = '';
      const reply = replies[Math.min(requests.length, replies.length) - 1]!;
      if (typeof reply === 'function') reply(socket, tcp);
      else socket.write(reply);
    });
  });
  const port = await listen(server);
  return {
    baseUrl: identity ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Starts a server on a port that the system chooses. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

/** The bytes of an answer. Header lines and status may be replaced. */
export function answer(
  body: string | Uint8Array,
  { status = `${success} OK`, type = mediaType, headers = [] as string[] } = {},
): Uint8Array {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const head = [
    `HTTP/1.1 ${status}`,
    ...(type ? [`Content-Type: ${type}`] : []),
    `Content-Length: ${bytes.length}`,
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]);
}

/** An answer with the envelope of the gateway. */
export const envelope = (retcode: unknown, more: object = { message: '', result: {} }): Uint8Array =>
  answer(JSON.stringify({ ...more, retcode }));

/** The answer to a call that was carried out. */
export const moved = envelope('0');

/** A secret that nothing printable may hold. */
export const guid = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';

export { args } from './sample.ts';
