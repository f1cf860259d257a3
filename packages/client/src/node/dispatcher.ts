import { closable, watched, type Connections, type Connector, type Opener } from './connector.ts';
import type { DispatcherLike, NodeFetchOptions } from './options.ts';
import { loadUndici } from './undici.ts';

/** A dispatcher that can be closed: at once, or when what is under way has ended. */
export interface OwnDispatcher extends DispatcherLike {
  destroy(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds until an idle connection is closed, unless told. */
export const usualIdle = 4000;

/** Undici's dispatcher with the settings of the transport. Each connection is told to the attempt that `opener` gives, and to `connections`. */
export function dispatcherFor(
  options: NodeFetchOptions,
  opener: () => Opener | undefined,
  connections: Connections,
): OwnDispatcher {
  const { Agent, Pool, ProxyAgent, EnvHttpProxyAgent, buildConnector } = loadUndici();
  const {
    ca,
    cert,
    key,
    pfx,
    passphrase,
    proxy,
    connectTimeout = 5000,
    idleTimeout = usualIdle,
    http2 = true,
  } = options;
  const given = Object.entries({ ca, cert, key, pfx, passphrase }).filter(([, value]) => value !== undefined);
  // Said outright, so that no variable of the environment can unsay it. The connector that is put around has its own limit.
  const tls = { ...Object.fromEntries(given), rejectUnauthorized: true };
  const pool = {
    connections: options.maxConnections ?? null,
    allowH2: http2,
    keepAliveTimeout: idleTimeout,
    keepAliveMaxTimeout: idleTimeout,
    // Closed so much before the moment that the gateway names.
    keepAliveTimeoutThreshold: 1000,
    pipelining: 1,
    // An attempt has its own time-out.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: buildConnector({ ...tls, timeout: 0, allowH2: http2 }),
    factory: (origin: string | URL, settings: object) => {
      const { connect } = settings as { connect: Connector };
      return new Pool(origin, { ...settings, connect: watched(connect, opener, connections, connectTimeout) as never });
    },
  };
  const tunnel = {
    ...pool,
    proxyTunnel: true,
    // What was given up in a tunnel is ended by these limits.
    requestTls: { ...tls, timeout: connectTimeout, allowH2: http2 },
    proxyTls: { rejectUnauthorized: true, timeout: connectTimeout, allowH2: false, ...(ca !== undefined && { ca }) },
    clientFactory: (origin: URL, settings: object) => {
      const connect = closable((settings as { connect: Connector }).connect, connections.pending);
      return new Pool(origin, { ...settings, headersTimeout: connectTimeout, connect: connect as never });
    },
  };
  if (proxy === false) return new Agent(pool);
  if (proxy !== undefined) return new ProxyAgent({ ...tunnel, uri: proxyAddress('proxy', proxy) } as never);
  const { HTTPS_PROXY: upper, https_proxy: named = upper } = process.env;
  if (!named) return new Agent(pool);
  // No key goes to a proxy in the clear: over `http:` none is asked, and over `https:` it sees a tunnel.
  return new EnvHttpProxyAgent({ ...tunnel, httpProxy: '', httpsProxy: proxyAddress('HTTPS_PROXY', named) } as never);
}

function proxyAddress(name: string, given: string | URL): string {
  try {
    const { protocol, href } = new URL(given);
    if (protocol === 'http:' || protocol === 'https:') return href;
  } catch {
    // The address may hold a password, and is not shown.
  }
  throw new TypeError(`${name} must be an http: or https: URL.`);
}
