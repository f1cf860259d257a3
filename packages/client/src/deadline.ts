import type { Ending } from './ending.ts';

/** When work ends though it has not settled, and the errors it ends with. */
export interface Deadline {
  /** Milliseconds. */
  timeout: number;
  ending: Ending;
  late: () => Error;
  aborted: (reason: unknown) => Error;
  /** The error of work that failed by itself. */
  broken: (error: unknown) => Error;
}

/**
 * Settles as `work` does, or rejects at the deadline, whichever is first; `work` is told by its signal. Work that does not
 * heed it is left behind, and its late failure is nobody's.
 */
export function within<T>(
  { timeout, ending, late, aborted, broken }: Deadline,
  work: (over: AbortSignal) => PromiseLike<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (ending.aborted) return reject(aborted(ending.reason));
    const controller = new AbortController();
    const giveUp = (error: Error): void => {
      done();
      reject(error);
      controller.abort(error);
    };
    const timer = setTimeout(() => giveUp(late()), timeout);
    const done = (): void => {
      clearTimeout(timer);
      ending.onAbort = undefined;
    };
    ending.onAbort = () => giveUp(aborted(ending.reason));
    const settle = async (): Promise<void> => {
      try {
        const value = await work(controller.signal);
        if (controller.signal.aborted) return;
        done();
        resolve(value);
      } catch (error) {
        if (controller.signal.aborted) return;
        done();
        reject(broken(error));
      }
    };
    void settle();
  });
}

/** Waits `ms`. Rejects with what `aborted` makes when the caller ends the call. */
export function pause(ms: number, ending: Ending, aborted: Deadline['aborted']): Promise<void> {
  return new Promise((resolve, reject) => {
    if (ending.aborted) return reject(aborted(ending.reason));
    const timer = setTimeout(() => {
      ending.onAbort = undefined;
      resolve();
    }, ms);
    ending.onAbort = () => {
      clearTimeout(timer);
      ending.onAbort = undefined;
      reject(aborted(ending.reason));
    };
  });
}
