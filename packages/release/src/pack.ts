import { resolve } from 'node:path';
import { pnpm } from './pnpm.ts';
import type { Published } from './published.ts';

/** A packed package. */
export interface Packed extends Published {
  /** The file, absolute. */
  tarball: string;
  /** Its size, in bytes. */
  bytes: number;
  /** The paths of what is in it. */
  files: string[];
}

/** Packs a package as it is published: versions in place of the workspace's own words. */
export async function pack(each: Published, into: string): Promise<Packed> {
  const printed = await pnpm(each.folder, 'pack', '--json', '--pack-destination', into);
  const { filename, size, files } = JSON.parse(printed) as {
    filename: string;
    size: number;
    files: { path: string }[];
  };
  return { ...each, tarball: resolve(into, filename), bytes: size, files: files.map(({ path }) => path) };
}
