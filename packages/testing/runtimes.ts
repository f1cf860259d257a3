import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  optionalDependencies: Record<string, string>;
};

/** The versions of Node that are installed beside the workspace's own, and their programs. On Linux x64 alone. */
export const runtimes = Object.keys(manifest.optionalDependencies)
  .map((name) => ({ name, program: fileURLToPath(new URL(`node_modules/${name}/bin/node`, import.meta.url)) }))
  .filter(({ program }) => existsSync(program));
