import { linkSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/**
 * Makes a folder once, however many processes ask for it at a time: one fills a folder of its own, which takes the name at the
 * end, and the others wait. Where that one has died, or takes more than a minute, another takes its place.
 */
export async function madeOnce(folder: string, fill: (own: string) => Promise<void>): Promise<void> {
  while (!existsSync(folder)) {
    if (isTaken(`${folder}.lock`)) {
      await setTimeout(50);
      continue;
    }
    const own = await mkdtemp(`${folder}-`);
    try {
      if (existsSync(folder)) continue;
      await fill(own);
      // Where another process was quicker, there is one already.
      await rename(own, folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(own, { recursive: true, force: true });
      rmSync(`${folder}.lock`, { force: true });
    }
  }
}

/** Whether another process holds the lock; otherwise this one does from now on. */
function isTaken(lock: string): boolean {
  const own = `${lock}-${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return false;
  } catch {
    if (isStale(lock)) rmSync(lock, { force: true });
    return true;
  } finally {
    rmSync(own, { force: true });
  }
}

function isStale(lock: string): boolean {
  try {
    if (Date.now() - statSync(lock).mtimeMs > 60_000) return true;
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
