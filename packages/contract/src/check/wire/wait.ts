import type { Link } from './link.ts';

/** What is waited for, and how long. */
export interface Wait {
  isDone: () => boolean;
  /** Milliseconds that the provider has. */
  ms: number;
  /** Whether its time runs; always unless told. */
  isRunning?: () => boolean;
  /** Whether the provider answers another request at this moment. */
  isAnswering?: (() => Promise<boolean>) | undefined;
}

/** A wait is cut into so many steps, so that what is counted is time in which this machine looked. */
const steps = 20;

/** A step that ends so much later than it should tells of this machine, not of the provider, whose bytes may be waiting to be read. */
const lateMs = 100;

/** So many steps may be late and count for nothing; so many times the wait starts anew where the provider answers nothing else either. */
const most = { late: 200, silent: 2 };

/** Lets what has come in be read. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Waits until it is done or overdue; gives whether it is done. A busy machine changes no verdict: however long it had no time,
 * that costs the provider one step at most.
 */
export async function waitFor(link: Link, { isDone, ms, isRunning, isAnswering }: Wait): Promise<boolean> {
  const left = { ...most };
  let waited = 0;
  while (!isDone()) {
    if (waited < ms) {
      const begun = performance.now();
      const step = Math.min(ms / steps, ms - waited);
      await link.change(begun + step);
      const took = performance.now() - begun;
      if (took > step + lateMs && left.late > 0) left.late -= 1;
      else if (isRunning?.() ?? true) waited += Math.min(took, step);
      continue;
    }
    await turn();
    if (isDone() || left.silent === 0 || (await isAnswering?.()) !== false) return isDone();
    left.silent -= 1;
    waited = 0;
  }
  return true;
}
