import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('node_modules/.cache/nginx/', import.meta.url));
const unpacked = join(cache, 'usr/sbin/nginx');

/** An nginx for tests: the machine's own, or Debian's package of it, unpacked beside the tests and not installed. Else why there is none. */
export function findNginx(): { program: string } | { reason: string } {
  if (succeeds('nginx', '-v')) return { program: 'nginx' };
  if (!existsSync(unpacked)) {
    if (process.platform !== 'linux')
      return { reason: `nginx is not installed, and ${process.platform} has no apt-get` };
    mkdirSync(cache, { recursive: true });
    const isThere = download() || (succeeds('apt-get', 'update') && download());
    if (!isThere) return { reason: 'nginx is not installed, and apt-get cannot download it' };
    const file = readdirSync(cache).find((name) => name.endsWith('.deb'));
    if (!file || !succeeds('dpkg-deb', '-x', file, '.'))
      return { reason: 'nginx was downloaded, and dpkg-deb cannot unpack it' };
  }
  return succeeds(unpacked, '-e', 'stderr', '-v') ? { program: unpacked } : { reason: `${unpacked} does not run here` };
}

const download = (): boolean => succeeds('apt-get', 'download', 'nginx');

const succeeds = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { cwd: existsSync(cache) ? cache : undefined, timeout: 60_000 }).status === 0;
