import { X509Certificate } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { Fetch, FetchRequest, FetchResponse } from '../transport.ts';
import { responseOf } from './response.ts';

/** Settings of a transport for Node. */
export interface NodeFetchOptions {
  /**
   * Certificates of the authorities to trust, in PEM, instead of those that Node trusts: for gateways whose certificate is
   * private. Checks of certificates cannot be switched off.
   */
  ca?: string | Uint8Array | (string | Uint8Array)[] | undefined;
  /** Most connections at one time; no limit unless told. */
  maxConnections?: number | undefined;
}

/** A transport for Node, to be given to a client as its `fetch`. */
export interface NodeFetch extends Fetch {
  /** Closes the connections that it keeps open. They do not keep a process alive. */
  close(): void;
}

/**
 * Creates a transport over `node:https` that keeps its connections open. Several times as fast as the platform's `fetch`.
 * Throws a TypeError where `ca` is no certificate.
 */
export function createNodeFetch({ ca, maxConnections }: NodeFetchOptions = {}): NodeFetch {
  if (maxConnections !== undefined && !(Number.isSafeInteger(maxConnections) && maxConnections > 0)) {
    throw new TypeError(`maxConnections must be a whole number from 1, received ${String(maxConnections)}.`);
  }
  const pool = { keepAlive: true, scheduling: 'lifo', maxSockets: maxConnections ?? Infinity } as const;
  // Said outright, so that no variable of the environment can unsay it.
  const secure = new Agent({
    ...pool,
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca: checkedAuthorities(ca) }),
  });
  const plain = new HttpAgent(pool);
  const targets = new Map<string, Target>();
  const targetOf = (origin: string): Target => {
    const { protocol, hostname, port, host } = new URL(origin);
    const place = { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), ...(port && { port }) };
    const secured = protocol === 'https:';
    const target = {
      send: secured ? httpsRequest : httpRequest,
      host,
      // A header that is there twice is read as every transport reads it, not as the first of the two.
      options: { ...place, agent: secured ? secure : plain, joinDuplicateHeaders: true },
    };
    targets.set(origin, target);
    return target;
  };

  const fetch = (url: string, { method, headers, body, signal }: FetchRequest): Promise<FetchResponse> =>
    new Promise((resolve, reject) => {
      const start = url.indexOf('/', url.indexOf('//') + 2);
      const origin = url.slice(0, start);
      const { send, host, options } = targets.get(origin) ?? targetOf(origin);
      // As a list they are written as they are, without a look-up for each.
      const lines = ['Host', host, 'Accept-Encoding', 'gzip, deflate, br'];
      for (const name of Object.keys(headers)) lines.push(name, headers[name]!);
      if (body !== undefined) lines.push('Content-Length', String(Buffer.byteLength(body)));
      else if (['POST', 'PUT', 'PATCH'].includes(method)) lines.push('Content-Length', '0');
      const sent = send({ ...options, method, path: url.slice(start), headers: lines });
      const giveUp = (): void => void sent.destroy(signal.reason as Error);
      sent.on('response', (answer) => resolve(responseOf(answer)));
      sent.on('error', (error) => reject(withProof(error, sent)));
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp);
      sent.on('close', () => signal.removeEventListener('abort', giveUp));
      sent.end(body);
    });
  return Object.assign(fetch, {
    close() {
      secure.destroy();
      plain.destroy();
    },
  });
}

function checkedAuthorities(ca: NonNullable<NodeFetchOptions['ca']>): string[] {
  const texts = (Array.isArray(ca) ? ca : [ca]).map((each) =>
    typeof each === 'string' ? each : Buffer.from(each).toString(),
  );
  const found = texts.flatMap((text) => text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? []);
  if (found.length === 0) throw new TypeError('ca holds no certificate in PEM; expected -----BEGIN CERTIFICATE-----.');
  for (const pem of found) {
    try {
      void new X509Certificate(pem);
    } catch (cause) {
      throw new TypeError('ca holds a certificate that cannot be read.', { cause });
    }
  }
  return texts;
}

/** An origin, as requests to it are made. */
interface Target {
  send: typeof httpRequest;
  host: string;
  options: RequestOptions;
}

/** A TLS connection that fails before its handshake is over has carried no request. */
function withProof(error: Error, { socket, reusedSocket }: ClientRequest): Error {
  const handshaking =
    socket &&
    'encrypted' in socket &&
    !reusedSocket &&
    (socket as { getProtocol?: () => unknown }).getProtocol?.() === null;
  return handshaking ? Object.assign(error, { nothingSent: true }) : error;
}
