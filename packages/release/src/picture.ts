import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readManifest, root } from './published.ts';

/** What every package may use, or uses every package: no picture would be the clearer for it. */
const everywhere = new Set(['testing', 'tools', 'bench', 'scripts', 'release', 'pipeline', 'client-e2e']);

/**
 * Which packages of the workspace are made of which, as a diagram of Mermaid: `-->` to what one depends on, `-.->` to what it is
 * built or tested with. What follows from other arrows is left out.
 */
export function pictureOfPackages(): string {
  const packages = globSync('{spec,{packages,apps}/*}/package.json', { cwd: root })
    .map((file) => ({ own: basename(dirname(file)), manifest: readManifest(join(root, dirname(file))) }))
    .map(({ own, manifest }) => ({
      own,
      needs: ownOf(manifest.dependencies),
      uses: ownOf(manifest['devDependencies'] as Record<string, string> | undefined),
    }))
    .filter(({ own }) => !everywhere.has(own))
    .toSorted((a, b) => a.own.localeCompare(b.own));
  const direct = new Map(packages.map(({ own, needs, uses }) => [own, new Set([...needs, ...uses])]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...(direct.get(from) ?? [])].some(
      (next) => next === to || (!seen.has(next) && (seen.add(next), reaches(next, to, seen))),
    );
  const isImplied = (from: string, to: string): boolean =>
    [...direct.get(from)!].some((next) => next !== to && reaches(next, to));
  const lines = packages.flatMap(({ own, needs, uses }) =>
    [...needs.map((to) => ['-->', to]), ...uses.map((to) => ['-.->', to])]
      .filter(([, to]) => !isImplied(own, to!))
      .map(([arrow, to]) => `  ${own} ${arrow} ${to}`),
  );
  return ['```mermaid', 'flowchart LR', ...lines, '```'].join('\n');
}

const ownOf = (dependencies: Record<string, string> = {}): string[] =>
  Object.keys(dependencies)
    .filter((name) => name.startsWith('@cc-gateway/'))
    .map((name) => name.replace('@cc-gateway/', ''))
    .filter((name) => !everywhere.has(name))
    .toSorted((a, b) => a.localeCompare(b));

if (import.meta.main) console.log(pictureOfPackages());
