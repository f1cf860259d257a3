import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Leaves out of a manifest what only its authors need. */
const hooks = fileURLToPath(new URL('../published.pnpmfile.mjs', import.meta.url));

/** What pnpm prints to a command, in a folder. */
export async function pnpm(folder: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, pnpm_config_pnpmfile: hooks };
  const { stdout } = await run('pnpm', args, {
    cwd: folder,
    env,
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
  });
  return stdout;
}
