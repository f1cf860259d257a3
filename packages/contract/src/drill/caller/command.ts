import { spawn } from 'node:child_process';
import { saidIn, type Caller } from './caller.ts';
import type { Environment } from './environment.ts';

/** A command that is none. Its message names it, and says why the system does not start it. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** More than this is nobody's to read. */
const longest = 1_000_000;

/** A caller that is a command: it makes one call, and its exit code says whether that succeeded. Rejects with CommandError. */
export const commandCaller =
  ([program = '', ...args]: string[]): Caller =>
  (environment, signal) =>
    new Promise((resolve, reject) => {
      const begin = performance.now();
      const fail = (cause: Error): void =>
        reject(new CommandError(`${JSON.stringify(program)} cannot be started: ${cause.message}.`, { cause }));
      const child = started(program, args, environment, fail);
      if (!child) return;
      let output = '';
      const stop = (): void => {
        try {
          process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, 'SIGKILL');
        } catch {
          // It has just ended.
        }
      };
      signal.addEventListener('abort', stop);
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-longest)));
      child.once('error', fail);
      child.once('close', (code) => {
        signal.removeEventListener('abort', stop);
        const seconds = (performance.now() - begin) / 1_000;
        resolve({ code: signal.aborted ? undefined : (code ?? 1), output, seconds, ...saidIn(output) });
      });
    });

/** The process of a command; undefined where that is no name of one. */
function started(program: string, args: string[], environment: Environment, fail: (cause: Error) => void) {
  try {
    return spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it starts ends with it.
      detached: process.platform !== 'win32',
    });
  } catch (cause) {
    fail(cause as Error);
    return undefined;
  }
}
