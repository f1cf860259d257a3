import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Packed } from '../src/pack.ts';
import { publish } from '../src/publish.ts';

const own = fileURLToPath(new URL('../verdaccio', import.meta.url));

/**
 * Verdaccio on loopback, installed in a folder of its own as its lockfile says, with packed packages published to it as a
 * release publishes them; it asks `upstream` for others. Throws Error where it does not start, or takes a package twice.
 */
export async function startVerdaccio(
  packages: readonly Packed[],
  upstream: string,
  env: NodeJS.ProcessEnv,
): Promise<{ url: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-verdaccio-'));
  await cp(own, folder, { recursive: true });
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, env });
  const child = spawn(process.execPath, [join(folder, 'serve.mjs'), folder, upstream], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const registry = {
    url: '',
    async [Symbol.asyncDispose]() {
      child.kill();
      await closed;
      await rm(folder, { recursive: true });
    },
  };
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => (registry.url ||= /^http:\S+$/.exec(line)?.[0] ?? ''));
  while (registry.url === '' && child.exitCode === null) await Promise.race([once(lines, 'line'), closed]);
  if (registry.url === '') throw new Error('Verdaccio has ended before it had an address.');
  // Npm publishes nothing without a token, whoever may publish.
  const options = ['--registry', registry.url, `--${registry.url.slice('http:'.length)}:_authToken=none`];
  for (const each of packages) {
    const ends = [
      await publish(each, dirname(each.tarball), options),
      await publish(each, dirname(each.tarball), options),
    ];
    if (!/ is published,.* is there already$/.test(String(ends))) throw new Error(ends.join('; '));
  }
  return registry;
}
