import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')));

/** Compiles a TypeScript project beside what this process does; where that fails, ends this process as `tsc` ends. */
export async function compile(project: string): Promise<void> {
  // It lives for a second: to collect garbage takes a third of that, and leaves it no smaller.
  const env = { ...process.env, GOGC: 'off' };
  const child = spawn(process.execPath, [tsc, '--project', project], { stdio: 'inherit', env });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  if (code !== 0) process.exit(code);
}
