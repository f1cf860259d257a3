import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of the starting scripts, in a folder of its own whose name has a blank and letters beyond ASCII. */
export async function scratch() {
  const folder = await mkdtemp(join(tmpdir(), 'wörk space-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const left = new Set(['node_modules', 'test', '.turbo']);
  await cp(join(root, 'scripts'), join(folder, 'scripts'), {
    recursive: true,
    filter: (path) => !left.has(path.split('/').at(-1)!),
  });
  for (const name of [
    '.npmrc',
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'packages/mock/package.json',
    'apps/docs/package.json',
  ])
    await cp(join(root, name), join(folder, name));
  await mkdir(join(folder, 'programs'));
  const log = join(folder, 'log');
  await writeFile(log, '');
  return {
    folder,
    /** Puts a program on the path that notes its arguments, and does what `script` says. */
    program: async (name: string, script = ''): Promise<void> => {
      const file = join(folder, 'programs', name);
      await writeFile(file, `#!/bin/sh\necho "${name} $*" >> '${log}'\n${script}\n`);
      await chmod(file, 0o755);
    },
    /** What the programs were asked since the last time. */
    asked: async (): Promise<string[]> => {
      const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
      await writeFile(log, '');
      return lines;
    },
    /** Runs a module's text in the folder. */
    run: (source: string): Promise<{ code: number; stdout: string; stderr: string }> =>
      new Promise((resolve) => {
        const env = { ...process.env, PATH: `${join(folder, 'programs')}:${process.env.PATH}` };
        const args = ['--input-type=module', '--eval', source];
        execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) => {
          resolve({ code: Number(error?.code ?? 0), stdout, stderr });
        });
      }),
  };
}
