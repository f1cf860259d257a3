import { vi } from 'vitest';
import { runDiff } from '../../src/command/diff.ts';
import type { Ran } from '../cli/run.ts';

/** Runs `diff` with arguments in a folder, within this process, and gives what it says. */
export async function runDiffIn(folder: string, ...args: string[]): Promise<Ran> {
  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const err = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const code = await runDiff(args, folder);
    return { code, out: out.mock.calls.flat().join('\n'), err: err.mock.calls.flat().join('\n') };
  } finally {
    vi.restoreAllMocks();
  }
}
