/** The same gateway over TLS; it ends with the process that started it, and tells it its address and whom to trust. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';

/** Where a gateway over TLS listens, and the certificate that it shows. */
export interface TlsGateway {
  baseUrl: string;
  ca: string;
}

/** Starts the gateway in a process of its own. */
export async function startTlsGateway(): Promise<TlsGateway> {
  const child = fork(fileURLToPath(import.meta.url), ['serve'], { execArgv: [] });
  const [gateway] = (await once(child, 'message')) as [TlsGateway];
  return gateway;
}

if (process.argv[2] === 'serve') {
  process.on('disconnect', () => process.exit());
  const altNames = [{ type: 2, value: 'localhost' }];
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames }],
  } as Parameters<typeof generate>[1]);
  const body = '{"message":"","retcode":"0","result":{}}';
  const head = { 'Content-Type': 'application/json', 'Content-Length': body.length };
  const server = createServer({ key, cert }, (request, response) => {
    request.resume().on('end', () => response.writeHead(200, head).end(body));
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    process.send!({ baseUrl: `https://localhost:${port}`, ca: cert } satisfies TlsGateway);
  });
}
