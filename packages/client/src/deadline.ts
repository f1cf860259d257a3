import type { Ending } from './call-state.ts';
import type { Ended } from './ending.ts';

/** When work ends though it has not settled, and what it rejects with then. */
export interface Deadline {
  /** Milliseconds. */
  timeout: number;
  ending: Ending;
  /** What it rejects with; `why` is the caller's reason, or what work failed with. */
  failure: (how: Ended, why?: unknown) => unknown;
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
  { timeout, ending, failure }: Deadline,
  work: (givingUp: GivingUp) => PromiseLike<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const givingUp: GivingUp = { over: false, listener: undefined, controller: undefined };
    let settled = false;
    const isFirst = (): boolean => {
      if (settled) return false;
      clearTimeout(timer);
      ending.waiting = undefined;
      return (settled = true);
    };
    const fail = (how: Ended, why?: unknown): void => {
      if (!isFirst()) return;
      const error = failure(how, why);
      reject(error);
      if (how === 'broken') return;
      givingUp.over = true;
      givingUp.listener?.(error as Error);
      givingUp.controller?.abort(error);
    };
    const broken = (error: unknown): void => fail('broken', error);
    const timer = setTimeout(fail, timeout, 'late');
    if (ending.aborted) return fail('aborted', ending.reason);
    // Not a function that is written here: V8 has it live long, and the whole call with it, until the old space is swept.
    // See CheckAssigningFunctionLiteralToProperty in its parser.
    ending.waiting = fail;
    try {
      work(givingUp).then((value) => (isFirst() ? resolve(value) : undefined), broken);
    } catch (error) {
      broken(error);
    }
  });
}
