import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';

type Pem = string | Uint8Array;

/** Settings of a transport for Node. */
export interface NodeFetchOptions {
  /**
   * Certificates of the authorities to trust, in PEM, instead of those that Node trusts: for gateways whose certificate is
   * private. Checks of certificates cannot be switched off.
   */
  ca?: Pem | readonly Pem[] | undefined;
  /** The client's own certificate, in PEM, with its chain. */
  cert?: Pem | undefined;
  /** The key of `cert`, in PEM. */
  key?: Pem | undefined;
  /** Certificate and key in one, in PKCS #12, instead of `cert` and `key`. */
  pfx?: Uint8Array | undefined;
  /** What `key` or `pfx` is encrypted with. */
  passphrase?: string | undefined;
  /**
   * Address of a proxy that is asked for a tunnel to the gateway, `http:` or `https:`; `false` for none. Unless told, what
   * the environment names: `HTTPS_PROXY` for gateways on `https:`, except the hosts in `NO_PROXY`.
   */
  proxy?: string | URL | false | undefined;
  /** Milliseconds for a connection to stand, TLS and proxy included; 5,000 unless told. The client's own setting goes before. */
  connectTimeout?: number | undefined;
  /** Milliseconds after which an idle connection is closed, where the gateway does not ask for less; 4,000 unless told. */
  idleTimeout?: number | undefined;
  /** Most connections to one gateway at one time, for which calls wait in a queue; no limit unless told. */
  maxConnections?: number | undefined;
  /** `false` speaks HTTP/1.1 also where the gateway offers HTTP/2. */
  http2?: boolean | undefined;
  /** A dispatcher of undici's that carries the requests, such as its `MockAgent`. All settings above are its own then. */
  dispatcher?: DispatcherLike | undefined;
}

/** The part of undici's `Dispatcher` that the transport uses. */
export interface DispatcherLike {
  // oxlint-disable-next-line no-explicit-any -- undici's own types, of whichever version
  dispatch(options: any, handler: any): boolean;
}

const names: Record<keyof NodeFetchOptions, true> = {
  ca: true,
  cert: true,
  key: true,
  pfx: true,
  passphrase: true,
  proxy: true,
  connectTimeout: true,
  idleTimeout: true,
  maxConnections: true,
  http2: true,
  dispatcher: true,
};

/** Checks the settings. Throws a TypeError, which names the setting. */
export function checkOptions(options: NodeFetchOptions): void {
  if (typeof options !== 'object' || options === null) throw new TypeError('the options must be an object.');
  const given = Object.keys(options).filter((name) => options[name as keyof NodeFetchOptions] !== undefined);
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(names, name)) continue;
    throw new TypeError(`${name} is no option of the transport for Node; it has ${Object.keys(names).join(', ')}.`);
  }
  const { ca, maxConnections, http2, dispatcher } = options;
  for (const name of ['connectTimeout', 'idleTimeout'] as const) {
    const value = options[name];
    if (value === undefined || (typeof value === 'number' && value > 0 && value < 2 ** 31)) continue;
    throw new TypeError(`${name} must be milliseconds above 0 and below 2147483648, received ${String(value)}.`);
  }
  if (maxConnections !== undefined && !(Number.isSafeInteger(maxConnections) && maxConnections > 0)) {
    throw new TypeError(`maxConnections must be a whole number from 1, received ${String(maxConnections)}.`);
  }
  if (http2 !== undefined && typeof http2 !== 'boolean') throw new TypeError('http2 must be a boolean.');
  if (ca !== undefined) checkAuthorities(ca);
  checkIdentity(options);
  if (dispatcher === undefined) return;
  if (typeof dispatcher?.dispatch !== 'function') throw new TypeError("dispatcher must be one of undici's.");
  const others = given.filter((name) => name !== 'dispatcher');
  if (others.length > 0) throw new TypeError(`dispatcher has its own settings; set ${others.join(', ')} there.`);
}

function checkAuthorities(ca: NonNullable<NodeFetchOptions['ca']>): void {
  const texts = [ca].flat().map((each) => Buffer.from(each as string).toString());
  const found = texts.flatMap((text) => text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? []);
  if (found.length === 0) throw new TypeError('ca holds no certificate in PEM; expected -----BEGIN CERTIFICATE-----.');
  for (const pem of found) {
    try {
      void new X509Certificate(pem);
    } catch (cause) {
      throw new TypeError('ca holds a certificate that cannot be read.', { cause });
    }
  }
}

function checkIdentity({ cert, key, pfx, passphrase }: NodeFetchOptions): void {
  if ((cert === undefined) !== (key === undefined)) throw new TypeError('cert and key go together; one is missing.');
  if (cert !== undefined && pfx !== undefined)
    throw new TypeError('pfx stands for cert and key; give one or the other.');
  const given = Object.entries({ cert, key, pfx, passphrase }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  try {
    createSecureContext(Object.fromEntries(given));
  } catch (cause) {
    const { message } = cause as Error;
    throw new TypeError(`${given.map(([name]) => name).join(', ')} cannot be used: ${message}.`, { cause });
  }
}
