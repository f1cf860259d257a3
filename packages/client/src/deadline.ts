import type { AbortSignalLike } from './transport.ts';

/** When work ends though it has not settled, and the errors it ends with. */
export interface Deadline {
  /** Milliseconds. */
  timeout: number;
  signal: AbortSignalLike | undefined;
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
  { timeout, signal, late, aborted, broken }: Deadline,
  work: (over: AbortSignal) => PromiseLike<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal.reason));
    const controller = new AbortController();
    const giveUp = (error: Error): void => {
      done();
      reject(error);
      controller.abort(error);
    };
    const onAbort = (): void => giveUp(aborted(signal!.reason));
    const timer = setTimeout(() => giveUp(late()), timeout);
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort);
    const settle = async (): Promise<void> => {
      try {
        const value = await work(controller.signal);
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

/** Waits `ms`. Rejects with what `aborted` makes when the signal aborts. */
export function pause(ms: number, signal: AbortSignalLike | undefined, aborted: Deadline['aborted']): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal.reason));
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(aborted(signal!.reason));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort);
  });
}
