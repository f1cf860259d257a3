import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endGit } from './git.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Gives a folder that is gone afterwards, also where the process is interrupted. */
export async function inTemporaryFolder<Value>(use: (folder: string) => Promise<Value>): Promise<Value> {
  let folder: string | undefined;
  const clear = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = async (signal: NodeJS.Signals): Promise<void> => {
    for (const name of signals) process.off(name, interrupted);
    await endGit();
    clear();
    // As if nobody had listened.
    process.kill(process.pid, signal);
  };
  for (const name of signals) process.on(name, interrupted);
  process.on('exit', clear);
  try {
    // Not before there is somebody who removes it.
    folder = mkdtempSync(join(tmpdir(), 'cc-gateway-diff-'));
    return await use(folder);
  } finally {
    for (const name of signals) process.off(name, interrupted);
    process.off('exit', clear);
    clear();
  }
}
