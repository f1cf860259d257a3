import type { Link } from './link.ts';

/** What is waited for, and how long. */
export interface Wait {
  isDone: () => boolean;
  /** The moment at which it is overdue, in milliseconds of the process. */
  due: () => number;
  /** Milliseconds that are given anew where the wait tells nothing of the provider. */
  again: number;
  /** Whether the provider answers another request at this moment. */
  isAnswering?: (() => Promise<boolean>) | undefined;
}

/** A timer that is later than this tells of this machine, not of the provider, whose bytes may be waiting to be read. */
const lateMs = 100;

/** So many times the wait starts anew where this machine, or the provider, had no time meanwhile. */
const most = { late: 20, silent: 2 };

/** Waits until it is done or overdue; gives whether it is done. Reads the clock, so that a busy machine changes no verdict. */
export async function waitFor(link: Link, { isDone, due, again, isAnswering }: Wait): Promise<boolean> {
  const left = { ...most };
  let extension = 0;
  while (!isDone()) {
    const late = performance.now() - due() - extension;
    if (late < 0) {
      await link.change(due() + extension);
      continue;
    }
    if (late > lateMs && left.late > 0) left.late -= 1;
    else if (left.silent > 0 && (await isAnswering?.()) === false) left.silent -= 1;
    else return isDone();
    extension = performance.now() + again - due();
  }
  return true;
}
