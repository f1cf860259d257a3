import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Published } from './published.ts';

const run = promisify(execFile);

/** Publishes a packed package, by default with its provenance, unless the registry has this version; says which of the two. */
export async function publish(
  { name, version }: Published,
  folder: string,
  options: readonly string[] = ['--provenance'],
): Promise<string> {
  const id = `${name}@${version}`;
  const known = await run('npm', ['view', id, 'version', ...options]).then(
    ({ stdout }) => stdout.trim() === version,
    // Npm knows no such package yet, or no such version. Anything else shows when it is published.
    () => false,
  );
  if (known) return `${id} is there already`;
  const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  // The settings of this repository have npm change nothing.
  await run('npm', ['publish', tarball, '--access', 'public', '--no-dry-run', ...options]);
  return `${id} is published`;
}
