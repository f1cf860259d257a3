import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Machine } from './benchmark.ts';

/** The machine that this process runs on. */
export const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  load: Number(loadavg()[0]!.toFixed(1)),
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
});

/** The versions of packages, as the module `from` (its `import.meta.url`) finds them; throws where it does not. */
export const versionsOf = (packages: readonly string[], from: string): Record<string, string> =>
  Object.fromEntries(
    packages.map((name) => {
      const { version } = JSON.parse(readFileSync(findPackageJSON(name, from)!, 'utf8')) as { version: string };
      return [name, version];
    }),
  );
