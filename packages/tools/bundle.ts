import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const shared = 'chunk-';

/**
 * Writes sources of the package in the working folder, by their names in `dist/`, as one module each, and what several of them
 * share, or load later, as modules beside: Node takes three times as long for a hundred files. Other packages stay outside.
 */
export async function bundle(sources: Record<string, string>): Promise<void> {
  for (const name of listed('dist').filter((file) => file.startsWith(shared))) rmSync(join('dist', name));
  await build({
    entryPoints: sources,
    outdir: 'dist',
    chunkNames: `${shared}[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    legalComments: 'none',
    logLevel: 'warning',
  });
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
