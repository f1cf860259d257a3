import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';

/** Where the gateway is, and how to reach it. */
export interface Target {
  /** Scheme, host and port, without a path. */
  origin: string;
  host: string;
  port: number;
  /** What goes into the header `Host`. */
  authority: string;
  isTls: boolean;
  /** The path that comes before the paths of the contract; empty or without a slash at its end. */
  prefix: string;
  /** Certificates to trust beside the system's, as PEM. */
  ca?: string;
  /** Milliseconds from the last byte sent to the last byte received. */
  timeoutMs: number;
  /** Opens a connection, in place of TCP to the host. */
  createConnection?: () => Duplex;
  /** Is asked when an answer is overdue: whether another request is answered at this moment. */
  isAnswering?: () => Promise<boolean>;
}

/** An address that cannot be used. */
export class TargetError extends Error {
  override name = 'TargetError';
}

/** How an address is reached, as the options of `check` say it. */
export interface Reaching extends Pick<Target, 'timeoutMs'> {
  ca?: string | undefined;
  createConnection?: (() => Duplex) | undefined;
}

/** Reads an address. Throws TargetError where it is no http: or https: URL. */
export function readTarget(address: string, { ca, timeoutMs, createConnection }: Reaching): Target {
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new TargetError(`The address is ${JSON.stringify(address)}, expected an http: or https: URL.`);
  }
  if (url.username || url.search || url.hash) {
    throw new TargetError(
      'The address holds a user, a query or a fragment, expected scheme, host, port and path only.',
    );
  }
  const isTls = url.protocol === 'https:';
  return {
    origin: url.origin,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isTls ? 443 : 80)),
    authority: url.host,
    isTls,
    prefix: url.pathname.replace(/\/+$/, ''),
    ...(ca !== undefined && { ca }),
    ...(createConnection && { createConnection }),
    timeoutMs,
  };
}

/** The name for a TLS handshake; undefined for an address, which has none. */
export const serverName = ({ host }: Target): string | undefined => (isIP(host) ? undefined : host);

/** A text without its percent-encoding; as it is where that is malformed. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
