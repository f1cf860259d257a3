import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runtimes } from '@cc-gateway/testing/runtimes';

const yarn = fileURLToPath(new URL('../node_modules/yarn/bin/yarn.js', import.meta.url));

/** How each manager installs, and how it runs a script, in which the programs of packages are on the path. */
export const managers = {
  npm: { install: ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'], run: ['npm', 'run'] },
  // Its usual store would be at the root of the file system that the project is in, and stay there.
  pnpm: { install: ['pnpm', 'install', '--store-dir', '.store'], run: ['pnpm', 'run'] },
  yarn: {
    install: [process.execPath, yarn, 'install', '--non-interactive', '--silent', '--cache-folder', '.cache'],
    run: [process.execPath, yarn, 'run'],
  },
} as const;
export type Manager = keyof typeof managers;

/** Whether the packages are published to a true registry, as before a release: then all is tried that is printed, everywhere. */
export const isReleased = process.env['REGISTRY'] === 'verdaccio';

/** The Nodes that the packages are for. */
export const supported = runtimes.filter(({ name }) => Number(name.split('-')[1]) >= 22);

/** The environment of a user: none of the settings of the workspace that runs this. */
export const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_|NODE_PATH|INIT_CWD)/.test(name)),
);

/** Has package managers read the machine's own settings, which they look for beside their Node: here that is the workspace's. */
export async function readMachineSettings(): Promise<void> {
  const own = env['PATH']!.split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const { stdout } = await promisify(execFile)('npm', ['prefix', '--global'], {
    env: { ...env, PATH: own.join(delimiter) },
  });
  env['PREFIX'] = stdout.trim();
}
