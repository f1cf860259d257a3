import { AsyncLocalStorage } from 'node:async_hooks';
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCommand } from '../../src/command/command.ts';

/** What a run of the command came to. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

export const main = new URL('../../dist/main.js', import.meta.url).pathname;

const written = new AsyncLocalStorage<{ out: string[]; err: string[] }>();

for (const [stream, name] of [
  [process.stdout, 'out'],
  [process.stderr, 'err'],
] as const) {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  stream.write = (...args: unknown[]): boolean => {
    const own = written.getStore();
    return own ? own[name].push(String(args[0])) > 0 : write(...args);
  };
}

/** Runs the command with arguments, within this process; what it writes is kept, whatever runs beside it. */
export async function run(args: string[]): Promise<Ran> {
  const said = { out: [] as string[], err: [] as string[] };
  const code = await written.run(said, () => runCommand(args));
  return { code, out: said.out.join(''), err: said.err.join('') };
}

/** Runs the built command with arguments, and an environment of these variables alone. */
export async function runBuilt(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...args], { env });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

/** A document in a file of its own. */
export async function fileWith(text: string, name = 'openapi.yaml'): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'cli-')), name);
  await writeFile(file, text);
  return file;
}

/** A provider that answers as `handle` says, once it has the whole request. */
export async function provider(
  handle: (request: IncomingMessage, response: ServerResponse, body: string) => void,
  options: ServerOptions = {},
) {
  const server = createServer(options, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handle(request, response, Buffer.concat(chunks).toString()));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: close };
}
