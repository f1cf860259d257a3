import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { env, isWindows, quietly, root, run } from './child.mjs';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Where npx has put pnpm, and where that is remembered: asked once, npx would ask the registry each time. */
const memory = join(root, 'node_modules/.pnpm-path');

/** Puts the workspace's pnpm, and its own programs, on the path of all that is started here. Gives an exit code. */
export async function providePnpm() {
  const known = await readFile(memory, 'utf8').then(JSON.parse, () => undefined);
  if (known?.packageManager === packageManager && existsSync(join(known.folder, isWindows ? 'pnpm.cmd' : 'pnpm')))
    return use(known.folder);
  const [name, version] = packageManager.split('@');
  const where = ['exec', '--yes', `--package=${packageManager}`, '--', 'node', '-p', 'process.env.PATH'];
  const patience = { npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '5000' };
  const asked = await quietly(`Fetching ${name} ${version}`, isWindows ? 'npm.cmd' : 'npm', where, {
    env: { ...env, ...patience, npm_config_loglevel: 'error', npm_config_update_notifier: 'false' },
    shell: isWindows,
  });
  if (asked.code !== 0) return asked.code;
  const [folder] = asked.output.trim().split('\n').at(-1).split(delimiter);
  await mkdir(join(root, 'node_modules'), { recursive: true });
  await writeFile(memory, JSON.stringify({ packageManager, folder }));
  return use(folder);
}

function use(folder) {
  env.PATH = [join(root, 'node_modules/.bin'), folder, process.env.PATH].join(delimiter);
  return 0;
}

const shell = { shell: isWindows };

/** Runs pnpm. */
export const pnpm = (...args) => run('pnpm', args, shell);

/** Builds what turbo's filters name, all unless told; what has not changed is not built again. Gives an exit code. */
export const build = async (...filters) =>
  (
    await quietly(
      'Building',
      'turbo',
      ['run', 'build', ...filters, '--output-logs=errors-only', '--log-prefix=none'],
      shell,
    )
  ).code;
