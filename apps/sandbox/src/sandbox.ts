import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  certificateFor,
  closeServer,
  createMock,
  listen,
  serverOptions,
  type Mock,
  type MockOptions,
  type TlsOptions,
} from '@cc-gateway/mock';
import { refusesForeign } from './hosts.ts';
import { createLive } from './live.ts';
import { servePages } from './pages.ts';

/** A sandbox that runs: docs and mock on one origin. */
export interface Sandbox extends AsyncDisposable {
  /** Origin, for example `http://127.0.0.1:8043`. */
  url: string;
  mock: Mock;
  /** PEM of the certificate authority to trust, where one was made. */
  ca?: string;
  /** Puts the gateway back to its beginning, and forgets what arrived. */
  reset(): void;
  close(): Promise<void>;
}

/** Settings of a sandbox. */
export interface SandboxOptions extends MockOptions {
  /** 0 is a free one. */
  port: number;
  /** Where it listens; `127.0.0.1` unless told. Whoever reaches another can ask it. */
  host?: string;
  /** HTTPS, with a certificate made at start or from files; HTTP unless told. */
  tls?: TlsOptions;
  /** Names beside those of loopback for which the sandbox answers, such as the one of a proxy. */
  allowedHosts?: string[];
}

/** Serves the docs, and hands every other request to the mock, on loopback unless told. */
export async function startSandbox({
  port,
  host = '127.0.0.1',
  tls,
  allowedHosts = [],
  ...options
}: SandboxOptions): Promise<Sandbox> {
  const live = createLive(() => mock);
  const mock = await createMock({ ...options, onExchange: live.onExchange });
  const pages = servePages();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (refusesForeign(request, response, allowedHosts) || live.handle(request, response, mock)) return;
    pages(request, response, () => void mock.handle(request, response));
  };
  const certificate = tls && (await certificateFor(host, tls));
  const server = certificate
    ? createSecureServer({ ...serverOptions({}), cert: certificate.cert, key: certificate.key }, answer)
    : createServer(serverOptions({}), answer);
  const url = await listen(server, { host, port }, certificate ? 'https' : 'http');
  const close = async (): Promise<void> => {
    mock.stop();
    live.close();
    await closeServer(server);
  };
  const ca = certificate?.ca;
  return {
    url,
    mock,
    reset: () => live.reset(mock),
    ...(ca !== undefined && { ca }),
    close,
    [Symbol.asyncDispose]: close,
  };
}
