import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/**
 * Makes a folder once, however many ask for it at a time, in any process: one fills a folder that takes the name at the end,
 * and the others wait. Where that one has died, another does it after `patienceMs`. Rejects as `fill` does.
 */
export async function madeOnce(
  folder: string,
  fill: (own: string) => Promise<void>,
  patienceMs = 60_000,
): Promise<void> {
  const lock = `${folder}.lock`;
  const isOurs = await mkdir(lock).then(
    () => true,
    () => false,
  );
  const until = Date.now() + patienceMs;
  const isOver = (): boolean => isOurs || !existsSync(lock) || Date.now() >= until;
  while (!isOver()) await setTimeout(20);
  if (!existsSync(folder)) await fillAs(folder, fill).finally(() => rm(lock, { recursive: true, force: true }));
  else if (isOurs) await rm(lock, { recursive: true });
}

async function fillAs(folder: string, fill: (own: string) => Promise<void>): Promise<void> {
  const own = await mkdtemp(`${folder}-`);
  try {
    await fill(own);
    await rename(own, folder);
  } catch (error) {
    // Where another was quicker, there is one already.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
