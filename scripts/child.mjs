import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace. */
export const root = fileURLToPath(new URL('../', import.meta.url));

export const isWindows = process.platform === 'win32';

/** The environment of every program that is started here. */
export const env = {
  // The type checker of lint lives for seconds: to collect garbage as often as Go does takes it a fifth more.
  GOGC: '400',
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  REDOCLY_TELEMETRY: 'off',
  // Is set for npm's own install in .npmrc.
  npm_config_dry_run: 'false',
  // `npm start` installs a part of the workspace, and pnpm would miss the rest.
  pnpm_config_verify_deps_before_run: 'false',
};
try {
  accessSync(homedir(), constants.W_OK);
} catch {
  // Where the home cannot be written, one in the workspace serves.
  const home = `${root}node_modules/.home`;
  Object.assign(env, { HOME: home, USERPROFILE: home, npm_config_cache: `${home}/.npm` });
}

let isStopped = false;
let running;

/** Whether Ctrl-C, or another signal to end, has come. */
export const hasStopped = () => isStopped;

// A stop is passed on once, however often it comes: npm passes on what the terminal has sent to all.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopAll);

// Where npm alone is told to end, it ends the shell that it has started this in, and the shell says nothing.
const { ppid: shell } = process;
if (env.npm_lifecycle_event !== undefined)
  setInterval(() => {
    if (process.ppid !== shell) stopAll();
  }, 250).unref();

function stopAll() {
  if (!isStopped && running) stop(running);
  isStopped = true;
}

/** Ends a child and all that it has started. */
function stop({ pid, isAlone }) {
  try {
    process.kill(isAlone ? -pid : pid, 'SIGTERM');
  } catch {
    // It has just ended.
  }
}

/**
 * Runs a program to its end, and resolves with its exit code; once stopped, that is 130 and nothing more is started.
 * What it prints goes to `onOutput` where that is given, and is kept. It has a group of its own, which the terminal's
 * Ctrl-C does not reach but through here; one that reads the keyboard cannot.
 */
export function run(command, args, { onOutput, isInteractive = false, ...options } = {}) {
  if (isStopped) return Promise.resolve({ code: 130, output: '' });
  const stdio = onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const isAlone = !isWindows && !isInteractive;
  const child = spawn(command, args, { cwd: root, env, stdio, detached: isAlone, ...options });
  running = { pid: child.pid, isAlone };
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
      onOutput(text);
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running = undefined;
      resolve({ code: isStopped ? 130 : (code ?? 1), output });
    });
  });
}

/** Says on stderr what is done, in one line, and runs a program that has nothing to say but why it failed. */
export async function quietly(says, command, args, options) {
  if (!isStopped) console.error(says);
  const result = await run(command, args, { ...options, onOutput: () => {} });
  if (result.code !== 0 && !isStopped) process.stderr.write(result.output);
  return result;
}
