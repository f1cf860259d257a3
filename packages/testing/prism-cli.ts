import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A running `prism mock`. */
export interface PrismCli extends AsyncDisposable {
  url: string;
  /** False when a request has ended it. */
  isAlive(): boolean;
  /** Whether there was something to end. */
  close(): boolean;
}

// What it says of each request takes it twice the time that the answer does; silent, it says no address.
const tellsAddress = `data:text/javascript,
  import { subscribe } from 'node:diagnostics_channel';
  subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => console.log('Port ' + server.address().port));`;

/** `prism mock` over a document, as its users start it, on a port of its choice. */
export async function startPrismCli(document: string): Promise<PrismCli> {
  const program = join(dirname(createRequire(import.meta.url).resolve('@stoplight/prism-cli')), 'index.js');
  const flags = ['--port', '0', '--multiprocess=false', '--verboseLevel', 'silent'];
  const args = ['--import', tellsAddress, program, 'mock', ...flags, document];
  const child = spawn(process.execPath, args, { env: { ...process.env, NODE_ENV: 'test', FORCE_COLOR: '0' } });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /Port (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('exit', () => reject(new Error(`prism-cli ended: ${said}`)));
  });
  const close = (): boolean => child.kill('SIGKILL');
  return {
    url,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    close,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      if (close()) await ended;
    },
  };
}
