import { spawn } from 'node:child_process';
import { saidIn, type Caller } from './caller.ts';

/** A command that could not be started at all. */
export class CallerError extends Error {
  override name = 'CallerError';
}

/** More than this is nobody's to read. */
const longest = 1_000_000;

/** A caller that is a command: it makes one call, and its exit code says whether that succeeded. Rejects with CallerError. */
export const commandCaller =
  ([program = '', ...args]: string[]): Caller =>
  (environment, signal) =>
    new Promise((resolve, reject) => {
      const begin = performance.now();
      const child = spawn(program, args, {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that what it starts ends with it.
        detached: process.platform !== 'win32',
      });
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
      child.once('error', ({ message }) => reject(new CallerError(`${program} cannot be started: ${message}`)));
      child.once('close', (code) => {
        signal.removeEventListener('abort', stop);
        const seconds = (performance.now() - begin) / 1_000;
        resolve({ code: signal.aborted ? undefined : (code ?? 1), output, seconds, ...saidIn(output) });
      });
    });
