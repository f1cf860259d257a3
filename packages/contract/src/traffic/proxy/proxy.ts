import {
  createServer as createPlain,
  connect as connectPlain,
  isIP,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { connect as connectSecure, createServer as createSecure, TLSSocket } from 'node:tls';
import { pipeline } from 'node:stream';
import { certificateFor } from '@cc-gateway/mock';
import type { Exchange } from '../judging/exchange.ts';
import { tapConnection, type Ended } from './tap.ts';

/** How a proxy passes on. */
export interface ProxyOptions {
  /** The origin that everything goes to. */
  upstream: URL;
  /** A free one unless told. */
  port?: number;
  /** `127.0.0.1` unless told. */
  host?: string;
  /** HTTPS on the near side, with a certificate made at start. */
  tls?: boolean;
  /** PEM of a private authority to trust on the far side. */
  ca?: string;
  /** Is told of each exchange after it has passed. */
  onExchange: (exchange: Exchange) => void;
  /** Is told of what could not be read, or judged: it has passed all the same. */
  onFault?: (error: unknown) => void;
}

/** A proxy that runs. */
export interface Proxy extends AsyncDisposable {
  url: string;
  /** PEM of the authority to trust on the near side, where it speaks TLS. */
  ca?: string;
}

/**
 * Passes every byte on as it comes, in both directions, and reads along. It answers nothing itself: where the far side cannot be
 * reached, the near side's connection is closed.
 */
export async function startProxy({
  upstream,
  port = 0,
  host = '127.0.0.1',
  tls = false,
  ca,
  onExchange,
  onFault = () => {},
}: ProxyOptions): Promise<Proxy> {
  const certificate = tls ? await certificateFor(host, {}) : undefined;
  const open = new Set<Socket>();
  const far = {
    host: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: Number(upstream.port) || (upstream.protocol === 'https:' ? 443 : 80),
  };
  const serve = (near: Socket): void => {
    // What the tap cannot read it has lost; what cannot be judged is one exchange.
    const safely = guard(onFault);
    const tap = tapConnection((exchange) => setImmediate(() => guard(onFault)(() => onExchange(exchange))));
    const socket =
      upstream.protocol === 'https:'
        ? connectSecure({
            ...far,
            ...(isIP(far.host) === 0 && { servername: far.host }),
            ...(ca !== undefined && { ca }),
          })
        : connectPlain(far);
    for (const each of [near, socket]) {
      open.add(each);
      each.setNoDelay(true);
      // Two pipelines listen often.
      each.setMaxListeners(30);
      each.once('close', () => open.delete(each));
    }
    const ending = whoEnds(near, socket, upstream.protocol === 'https:' ? 'secureConnect' : 'connect');
    near.on('data', (bytes) => safely(() => tap.sent(bytes)));
    socket.on('data', (bytes) => safely(() => tap.answered(bytes)));
    // What ends one side ends the other; a reset is passed on as one, before the pipelines close what they join.
    near.once('error', () => reset(socket));
    socket.once('error', () => reset(near));
    pipeline(near, socket, () => {});
    pipeline(socket, near, () => safely(() => tap.ended(ending())));
  };
  const server: Server = certificate
    ? createSecure({ cert: certificate.cert, key: certificate.key, ALPNProtocols: ['http/1.1'] }, serve)
    : createPlain({ allowHalfOpen: true }, serve);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    ...(certificate?.ca !== undefined && { ca: certificate.ca }),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Breaks a connection off. One of TLS has no reset of its own: it ends without having said so. */
const reset = (socket: Socket): void =>
  void (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy());

/** Runs what reads along, until it throws: that ends the reading, and nothing else. */
function guard(onFault: (error: unknown) => void): (read: () => void) => void {
  let isBlind = false;
  return (read) => {
    if (isBlind) return;
    try {
      read();
    } catch (error) {
      isBlind = true;
      onFault(error);
    }
  };
}

/** How the far side ended a connection; `open` where the near side did, or the far side was never there. */
function whoEnds(near: Socket, far: Socket, up: 'connect' | 'secureConnect'): () => Ended {
  let how: Ended | undefined;
  let isUp = false;
  far.once(up, () => (isUp = true));
  for (const event of ['end', 'close', 'error']) near.once(event, () => (how ??= 'open'));
  far.once('end', () => (how ??= 'closed'));
  far.once('error', () => (how ??= isUp ? 'reset' : 'open'));
  far.once('close', () => (how ??= 'closed'));
  return () => how ?? 'open';
}
