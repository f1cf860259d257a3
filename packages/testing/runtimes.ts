import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  optionalDependencies: Record<string, string>;
};

/** The versions of Node that are installed beside the workspace's own, and their programs. On Linux x64 alone. */
export const runtimes = Object.keys(manifest.optionalDependencies)
  .map((name) => ({ name, program: fileURLToPath(new URL(`node_modules/${name}/bin/node`, import.meta.url)) }))
  .filter(({ program }) => existsSync(program));

/** The other runtimes that are installed here, each with what it takes to run a program that only computes and calls. */
export const others = [
  { name: 'bun', program: 'node_modules/bun/bin/bun', args: [] },
  { name: 'deno', program: 'node_modules/deno/deno', args: ['run', '--no-prompt'] },
]
  .map(({ program, ...rest }) => ({ ...rest, program: fileURLToPath(new URL(program, import.meta.url)) }))
  .filter(({ program }) => existsSync(program));
