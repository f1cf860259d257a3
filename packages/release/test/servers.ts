import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { certificateFor, startMock } from '@cc-gateway/mock';
import { env } from './projects.ts';

const run = promisify(execFile);

/** The mock that is installed in a project, run by a Node, and a client's settings for it. */
export async function installedMock(
  cwd: string,
  node: string,
): Promise<{ settings: Record<string, string> } & AsyncDisposable> {
  const mock = spawn(node, [join(cwd, 'node_modules/@cc-gateway/mock/dist/bin.cjs'), '--port', '0'], {
    cwd,
    env,
    // Lines that nobody reads would stop it once there are many.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(mock, 'close');
  let said = '';
  for await (const line of createInterface(mock.stdout)) {
    said += `${line}\n`;
    if (line.startsWith('curl ')) break;
  }
  const [, address = ''] = / on (http:\S+)/.exec(said) ?? [];
  const [, guid = ''] = /"guid":"([^"]+)"/.exec(said) ?? [];
  return {
    settings: { CC_GATEWAY_URL: address, CC_GATEWAY_GUID: guid },
    async [Symbol.asyncDispose]() {
      mock.kill();
      await closed;
    },
  };
}

/** A mock that speaks TLS, and what programs are given that call it: its address, whom to trust, and a certificate of their own. */
export async function secureMock(): Promise<{ settings: Record<string, string> } & AsyncDisposable> {
  const mock = await startMock({ tls: true });
  const { cert, key } = await certificateFor('127.0.0.1', {});
  return {
    settings: {
      TLS_URL: mock.url,
      CA: mock.ca!,
      CERT: cert,
      KEY: key,
      CC_GATEWAY_URL: mock.url,
      CC_GATEWAY_GUID: mock.sessionOf({ agentid: '101' }),
    },
    [Symbol.asyncDispose]: () => mock.close(),
  };
}

/** A server on loopback. */
export async function serve(listener: RequestListener): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port that nobody uses. */
export async function freePort(): Promise<string> {
  await using server = await serve(() => {});
  return new URL(server.url).port;
}

/** A service that makes one call when it is asked, as it is told. */
export const startService = (cwd: string): ReturnType<typeof serve> =>
  serve(async (request, response) => {
    const told = (await json(request)) as Record<string, string>;
    const code = await run('python3', ['move.py'], { cwd, env: { ...env, ...told } }).then(
      () => 204,
      () => 502,
    );
    response.writeHead(code).end();
  });

/** A probe that a check names, as it does where it finds something: here at a gateway that answers nothing but `{}`. */
export async function probeOf(program: string): Promise<string> {
  await using gateway = await serve((_, response) =>
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'),
  );
  const { stdout } = await run(process.execPath, [program, 'check', gateway.url], { env }).catch(
    (error: { stdout: string }) => error,
  );
  return /replay +(\S+)/.exec(stdout)![1]!;
}
