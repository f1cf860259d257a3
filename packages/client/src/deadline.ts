import type { Ending } from './ending.ts';

/** When work ends though it has not settled, and what it rejects with then. */
export interface Deadline {
  /** Milliseconds. */
  timeout: number;
  ending: Ending;
  late: () => unknown;
  aborted: (reason: unknown) => unknown;
  /** What work rejects with that failed by itself. */
  broken: (error: unknown) => unknown;
}

/** How work learns that it is given up. */
export interface GivingUp {
  /** It has been given up. */
  over: boolean;
  /** Is told why, when that happens. */
  listener: ((error: Error) => void) | undefined;
  /** Is aborted then. */
  controller: AbortController | undefined;
}

/**
 * Settles as `work` does, or rejects at the deadline, whichever is first; `work` is told by what it is given. Work that does
 * not heed it is left behind, and its late failure is nobody's.
 */
export function within<T>(
  { timeout, ending, late, aborted, broken }: Deadline,
  work: (givingUp: GivingUp) => PromiseLike<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (): boolean => {
      if (settled) return false;
      clearTimeout(timer);
      ending.waiting = undefined;
      // What has ended is let go of, or a connection would hold call after call until the old space is swept.
      givingUp.listener = undefined;
      return (settled = true);
    };
    const giveUp = (error: unknown): void => {
      const { listener } = givingUp;
      if (!settle()) return;
      givingUp.over = true;
      reject(error);
      listener?.(error as Error);
      givingUp.controller?.abort(error);
    };
    const fail = (error: unknown): void => {
      if (settle()) reject(broken(error));
    };
    const givingUp: GivingUp = { over: false, listener: undefined, controller: undefined };
    const timer = setTimeout(() => giveUp(late()), timeout);
    // Named, since V8 allocates a function that is written where it is assigned to a member among what lives long: it would
    // hold the whole call until the old space is swept. See CheckAssigningFunctionLiteralToProperty in its parser.
    const end = (reason: unknown): void => giveUp(aborted(reason));
    if (ending.aborted) return end(ending.reason);
    ending.waiting = end;
    try {
      work(givingUp).then((value) => (settle() ? resolve(value) : undefined), fail);
    } catch (error) {
      fail(error);
    }
  });
}
