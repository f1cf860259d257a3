import type { Server, ServerOptions as HttpOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Where a mock listens and how patient it is. */
export interface ServerOptions {
  /** `127.0.0.1` unless told. */
  host?: string;
  /** A free one unless told. */
  port?: number;
  /** Milliseconds that a client may take to send a request; 30,000 unless told. */
  requestTimeoutMs?: number;
}

/** The settings of `node:http` for these options. */
export const serverOptions = ({ requestTimeoutMs = 30_000 }: ServerOptions): HttpOptions => ({
  requestTimeout: requestTimeoutMs,
  headersTimeout: requestTimeoutMs,
  connectionsCheckingInterval: Math.min(requestTimeoutMs, 1_000),
  keepAliveTimeout: 5_000,
});

/** Listens, and gives the origin. Rejects where the port is taken. */
export function listen(
  server: Server,
  { host = '127.0.0.1', port = 0 }: ServerOptions,
  scheme = 'http',
): Promise<string> {
  server.on('clientError', refuse);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}

/** Stops listening, lets answers in flight finish for `graceMs`, and leaves no connection open. */
export function closeServer(server: Server, graceMs = 2_000): Promise<void> {
  return new Promise((resolve) => {
    const grace = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection is idle only when its answer has been sent.
    const sweep = setInterval(() => server.closeIdleConnections(), 10);
    server.close(() => {
      clearTimeout(grace);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}

const statuses: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is not HTTP, and what comes too slowly; then the connection ends. */
function refuse({ code = '' }: NodeJS.ErrnoException, socket: Socket | import('node:stream').Duplex): void {
  if (!socket.writable || code === 'ECONNRESET') return void socket.destroy();
  socket.end(`HTTP/1.1 ${statuses[code] ?? '400 Bad Request'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
