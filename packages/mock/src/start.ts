import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createControl } from './control.ts';
import { isLoopback, onlyHosts } from './hosts.ts';
import { createMock, type Mock, type MockOptions } from './mock.ts';
import { modules } from './modules.ts';
import { closeServer, listen, serverOptions, type ServerOptions } from './server.ts';
import { certificateFor, type TlsOptions } from './tls.ts';

/** Where and how a mock listens. */
export interface StartOptions extends MockOptions, ServerOptions {
  /** HTTPS, with a certificate made at start or from files; HTTP unless told. */
  tls?: boolean | TlsOptions;
  /** A port for the test control over HTTP, 0 for a free one; none unless told. */
  control?: number;
  /** What a caller of the control must send as `Authorization: Bearer`; made at start where `host` is not loopback, none there. */
  controlToken?: string;
  /** Names that the header `Host` may have beside `host`, addresses and the names of loopback; `*` allows any. */
  allowHosts?: string[];
}

/** A mock on a port of its own. */
export interface RunningMock extends Mock, AsyncDisposable {
  /** Origin, for example `http://127.0.0.1:8043`. */
  url: string;
  /** Origin of the test control, where there is one. */
  controlUrl?: string;
  /** The token that the test control demands, where it does. */
  controlToken?: string;
  /** PEM of the certificate authority to trust, where one was made. */
  ca?: string;
  /** Stops listening, finishes the answers in flight, and leaves no connection open. */
  close(): Promise<void>;
}

/** Starts a mock on `host` (loopback unless told) and `port` (a free one unless told). */
export async function startMock(options: StartOptions = {}): Promise<RunningMock> {
  const { host = '127.0.0.1', tls = false, allowHosts = [] } = options;
  const mock = await createMock(options);
  const guarded = (listener: RequestListener): RequestListener => onlyHosts([host, ...allowHosts], listener);
  const listener = guarded((request: IncomingMessage, response: ServerResponse) => void mock.handle(request, response));
  const certificate = tls === false ? undefined : await certificateFor(host, tls === true ? {} : tls);
  const server = certificate
    ? modules.https.createServer({ ...serverOptions(options), cert: certificate.cert, key: certificate.key }, listener)
    : modules.http.createServer(serverOptions(options), listener);
  const url = await listen(server, options, certificate ? 'https' : 'http');
  const token = options.controlToken ?? (isLoopback(host) ? undefined : randomBytes(16).toString('hex'));
  const control =
    options.control === undefined ? undefined : modules.http.createServer(guarded(createControl(mock, token)));
  const close = async (): Promise<void> => {
    mock.stop();
    await Promise.all([closeServer(server), control && closeServer(control)]);
  };
  const running = Object.assign(mock, {
    url,
    ...(certificate?.ca !== undefined && { ca: certificate.ca }),
    close,
    [Symbol.asyncDispose]: close,
  });
  if (!control) return running;
  try {
    const controlUrl = await listen(control, { host, port: options.control! });
    return Object.assign(running, { controlUrl, ...(token !== undefined && { controlToken: token }) });
  } catch (error) {
    await closeServer(server);
    throw error;
  }
}
