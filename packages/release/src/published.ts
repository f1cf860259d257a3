import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What of a manifest is looked at here. */
export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  [field: string]: unknown;
}

/** A package that is published. */
export interface Published {
  name: string;
  version: string;
  /** Its folder, absolute. */
  folder: string;
  manifest: Manifest;
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The packages of the workspace that are not private, each after those of them that it depends on. */
export function publishedPackages(): Published[] {
  const all = globSync('{spec,{packages,apps}/*}/package.json', { cwd: root })
    .map((file) => join(root, dirname(file)))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => ({ name: manifest.name, version: manifest.version, folder, manifest }));
  const ordered = new Set<Published>();
  const add = (each: Published): void => {
    const own = Object.keys(each.manifest.dependencies ?? {});
    for (const other of all) if (own.includes(other.name)) add(other);
    ordered.add(each);
  };
  for (const each of all.toSorted((a, b) => a.name.localeCompare(b.name))) add(each);
  return [...ordered];
}
