import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Gives a folder that is gone afterwards, also where the process is interrupted. */
export async function inTemporaryFolder<Value>(use: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-diff-'));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  const interrupted = (signal: NodeJS.Signals): void => {
    clear();
    for (const name of signals) process.off(name, interrupted);
    // As if nobody had listened.
    process.kill(process.pid, signal);
  };
  for (const name of signals) process.on(name, interrupted);
  process.on('exit', clear);
  try {
    return await use(folder);
  } finally {
    for (const name of signals) process.off(name, interrupted);
    process.off('exit', clear);
    await rm(folder, { recursive: true, force: true });
  }
}
