import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a command took. */
export interface Cost {
  wallMs: number;
  /** User and system time of the command and all that it started; undefined where the system does not tell (not Linux). */
  cpuMs: number | undefined;
}

/**
 * Runs a command line in a package's folder, as its scripts are run, and tells what it took. What it prints is thrown away;
 * throws with it where the command fails. One at a time: the CPU time is that of all children of this process.
 */
export async function runCommand(line: string, folder: string): Promise<Cost> {
  const PATH = [join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const before = childrenMs();
  const start = performance.now();
  const child = spawn(line, { cwd: folder, shell: true, env: { ...process.env, PATH } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${line} in ${folder} ended with ${String(code)}, expected 0:\n${said}`);
  const after = childrenMs();
  return { wallMs, cpuMs: before === undefined || after === undefined ? undefined : after - before };
}

// User and system time of children that have ended, and theirs, in ticks of 10 ms: fields 16 and 17 of proc_pid_stat(5).
function childrenMs(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
