import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const { packageManager } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const windows = process.platform === 'win32';

/** Runs the workspace's own pnpm, which npx fetches. Rejects with the exit code where it is not 0. */
export const pnpm = (...args) =>
  run(windows ? 'npx.cmd' : 'npx', ['--yes', packageManager, ...args], { shell: windows });

/** Runs a program of the workspace on the workspace's own Node. */
export const node = (...args) => run(`node_modules/node/bin/node${windows ? '.exe' : ''}`, args);

/** Ends this process as the first of `steps` that fails, or with 0. */
export async function inOrder(...steps) {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return process.exit(code);
  }
}

function run(command, args, options = {}) {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', REDOCLY_TELEMETRY: 'off', npm_config_loglevel: 'error' };
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env, ...options });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
