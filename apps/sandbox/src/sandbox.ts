import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { fileURLToPath } from 'node:url';
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
import sirv from 'sirv';
import { factsOf } from './facts.ts';

/** A sandbox that runs: docs and mock on one origin. */
export interface Sandbox extends AsyncDisposable {
  /** Origin, for example `http://127.0.0.1:8043`. */
  url: string;
  mock: Mock;
  /** PEM of the certificate authority to trust, where one was made. */
  ca?: string;
  close(): Promise<void>;
}

/** Settings of a sandbox. */
export interface SandboxOptions extends MockOptions {
  /** 0 is a free one. */
  port: number;
  /** HTTPS, with a certificate made at start or from files; HTTP unless told. */
  tls?: TlsOptions;
}

/** Serves the docs, and hands every other request to the mock, on loopback. */
export async function startSandbox({ port, tls, ...options }: SandboxOptions): Promise<Sandbox> {
  const mock = await createMock(options);
  const pages = fileURLToPath(new URL('dist/', import.meta.resolve('@cc-gateway/docs/package.json')));
  const docs = sirv(pages, { etag: true, dotfiles: false, brotli: true, gzip: true });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url !== '/sandbox.json') return docs(request, response, () => void mock.handle(request, response));
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(factsOf(mock)));
  };
  const certificate = tls && (await certificateFor('127.0.0.1', tls));
  const server = certificate
    ? createSecureServer({ ...serverOptions({}), cert: certificate.cert, key: certificate.key }, answer)
    : createServer(serverOptions({}), answer);
  const url = await listen(server, { port }, certificate ? 'https' : 'http');
  const close = async (): Promise<void> => {
    mock.stop();
    await closeServer(server);
  };
  const ca = certificate?.ca;
  return { url, mock, ...(ca !== undefined && { ca }), close, [Symbol.asyncDispose]: close };
}
