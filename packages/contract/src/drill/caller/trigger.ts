import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { saidIn, type Caller } from './caller.ts';

/** A service that cannot be reached. */
export class CallerError extends Error {
  override name = 'CallerError';
}

/**
 * A caller that is a service: a POST to its address, with the environment as JSON, has it make one call; a 2xx answer says that it
 * succeeded. Rejects with CallerError.
 */
export const triggerCaller =
  (url: string): Caller =>
  async (environment, signal) => {
    const begin = performance.now();
    const ending = (code: number | undefined, output: string) => ({
      code,
      output,
      seconds: (performance.now() - begin) / 1_000,
      ...saidIn(output),
    });
    // A service ends connections that rest, maybe as the next call begins: that would say nothing of the service.
    const headers = { 'Content-Type': 'application/json', Connection: 'close' };
    try {
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(environment), signal });
      return ending(response.ok ? 0 : 1, await response.text());
    } catch (error) {
      if (signal.aborted) return ending(undefined, '');
      throw unreachable(url, (error as Error & { cause?: Error }).cause ?? (error as Error));
    }
  };

/** Resolves when somebody listens at an address. Rejects with CallerError where nobody does within `timeoutMs`. */
export async function untilThere(url: string, timeoutMs: number): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
  const signal = AbortSignal.timeout(timeoutMs);
  for (;;) {
    const socket = connect(address);
    try {
      await once(socket, 'connect', { signal });
      return;
    } catch (error) {
      if (signal.aborted) throw unreachable(url, error as Error);
      await pause(100);
    } finally {
      socket.destroy();
    }
  }
}

const unreachable = (url: string, cause: Error): CallerError =>
  new CallerError(`${url} cannot be reached: ${cause.message}`, { cause });
