import type { Ending, Waiting } from './ending.ts';

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
 * Settles as `work` does, or rejects at the deadline, whichever is first; `work` is told by what it is given. Work that does
 * not heed it is left behind, and its late failure is nobody's.
 */
export function within<T>(deadline: Deadline, work: (givingUp: GivingUp) => PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const { ending } = deadline;
    if (ending.aborted) return reject(deadline.aborted(ending.reason));
    const givingUp = new GivingUp(deadline, reject);
    const fail = (error: unknown): void => {
      if (givingUp.done()) reject(deadline.broken(error));
    };
    try {
      work(givingUp).then((value) => (givingUp.done() ? resolve(value) : undefined), fail);
    } catch (error) {
      fail(error);
    }
  });
}

/** How work learns that it is given up: by a listener, or by a signal, which is made where it is asked for. */
export class GivingUp implements Waiting {
  error: Error | undefined = undefined;
  listener: ((error: Error) => void) | undefined = undefined;
  readonly #deadline: Deadline;
  readonly #reject: (error: Error) => void;
  readonly #timer: ReturnType<typeof setTimeout>;
  #controller: AbortController | undefined = undefined;

  constructor(deadline: Deadline, reject: (error: Error) => void) {
    this.#deadline = deadline;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#giveUp(deadline.late()), deadline.timeout);
    deadline.ending.waiting = this;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.error) this.#controller.abort(this.error);
    return this.#controller.signal;
  }

  callerEnded(reason: unknown): void {
    this.#giveUp(this.#deadline.aborted(reason));
  }

  /** The work has settled: false where it was given up before. */
  done(): boolean {
    if (this.error) return false;
    clearTimeout(this.#timer);
    this.#deadline.ending.waiting = undefined;
    return true;
  }

  #giveUp(error: Error): void {
    if (!this.done()) return;
    this.error = error;
    this.#reject(error);
    this.listener?.(error);
    this.#controller?.abort(error);
  }
}

/** Waits `ms`. Rejects with what `aborted` makes when the caller ends the call. */
export function pause(ms: number, ending: Ending, aborted: Deadline['aborted']): Promise<void> {
  const deadline = { timeout: ms, ending, late: () => over, aborted, broken: () => over };
  // Nothing is waited for but the time.
  return within<void>(deadline, () => new Promise(() => {})).catch((error: unknown) => {
    if (error !== over) throw error;
  });
}

const over = new Error('the pause is over');
