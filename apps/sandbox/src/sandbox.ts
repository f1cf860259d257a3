import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { closeServer, createMock, listen, serverOptions, type Mock, type MockOptions } from '@cc-gateway/mock';
import sirv from 'sirv';
import { factsOf } from './facts.ts';

/** A sandbox that runs: docs and mock on one origin. */
export interface Sandbox extends AsyncDisposable {
  /** Origin, for example `http://127.0.0.1:8043`. */
  url: string;
  mock: Mock;
  close(): Promise<void>;
}

/** Serves the docs, and hands every other request to the mock, on loopback. A port of 0 is a free one. */
export async function startSandbox({ port, ...options }: { port: number } & MockOptions): Promise<Sandbox> {
  const mock = await createMock(options);
  const pages = fileURLToPath(new URL('dist/', import.meta.resolve('@cc-gateway/docs/package.json')));
  const docs = sirv(pages, { etag: true, dotfiles: false, brotli: true, gzip: true });
  const server = createServer(serverOptions({}), (request, response) => {
    if (request.url === '/sandbox.json') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      return void response.end(JSON.stringify(factsOf(mock)));
    }
    docs(request, response, () => void mock.handle(request, response));
  });
  const url = await listen(server, { port });
  const close = () => closeServer(server);
  return { url, mock, close, [Symbol.asyncDispose]: close };
}
