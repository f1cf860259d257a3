import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compileJava, hasJava } from '@cc-gateway/testing/java';
import { fetchers, type Call, type Told } from '../naive/fetchers.ts';

/** A service that makes one call for each POST to its address. */
export interface Service extends AsyncDisposable {
  url: string;
}

const run = promisify(execFile);
const source = (name: string): string => fileURLToPath(new URL(`../naive/${name}`, import.meta.url));
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

/** A caller as it stands in the table: its library, the language, and how it is started; undefined where the machine cannot. */
export interface Naive {
  name: string;
  language: string;
  start: (() => Promise<Service>) | undefined;
}

/** Programs as one writes them from the first page of a library's guide. */
export const naiveCallers: Naive[] = [
  ...Object.entries(fetchers).map(([name, call]) => ({ name, language: 'JavaScript', start: () => serve(call) })),
  {
    name: 'requests',
    language: 'Python',
    start: has('python3', '-c', 'import requests') ? () => program('python3', [source('service.py')]) : undefined,
  },
  {
    name: 'java.net.http',
    language: 'Java',
    start: hasJava() ? () => built((folder) => compileJava(source('Service.java'), folder, 'Service')) : undefined,
  },
  {
    name: 'net/http',
    language: 'Go',
    start: has('go', 'version')
      ? () =>
          built(async (folder) => {
            const file = join(folder, process.platform === 'win32' ? 'service.exe' : 'service');
            const env = { ...process.env, GO111MODULE: 'off' };
            await run('go', ['build', '-o', file, source('service.go')], { env });
            return [file];
          })
      : undefined,
  },
];

async function serve(call: Call): Promise<Service> {
  const server = createServer(async (request, response) => {
    const isDone = await call((await json(request)) as Told).then(
      () => true,
      () => false,
    );
    response.writeHead(isDone ? 200 : 500).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Starts a program that prints its port. */
async function program(command: string, args: string[]): Promise<Service> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      if (child.kill('SIGKILL')) await once(child, 'close');
    },
  };
}

async function built(build: (folder: string) => Promise<string[]>): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-callers-'));
  const [command = '', ...args] = await build(folder);
  const service = await program(command, args);
  return {
    url: service.url,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
