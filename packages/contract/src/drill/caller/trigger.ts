import { saidIn, type Caller } from './caller.ts';
import { CallerError } from './command.ts';

/** A caller that is a service: a request to its address has it make one call; a 2xx answer says that it succeeded. */
export const triggerCaller =
  (url: string): Caller =>
  async (_environment, signal) => {
    const begin = performance.now();
    const ending = (code: number | undefined, output: string) => ({
      code,
      output,
      seconds: (performance.now() - begin) / 1_000,
      ...saidIn(output),
    });
    try {
      const response = await fetch(url, { method: 'POST', signal });
      return ending(response.ok ? 0 : 1, await response.text());
    } catch (error) {
      if (signal.aborted) return ending(undefined, '');
      throw new CallerError(
        `${url} cannot be reached: ${(error as Error & { cause?: Error }).cause?.message ?? (error as Error).message}`,
        { cause: error },
      );
    }
  };
