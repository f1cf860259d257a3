import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PartName } from '../src/core/part-name.ts';
import { publish } from './publish.ts';

const path = (file: string): string => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

/** The page's own scripts and style, as text; what is loaded later as the names of files that change with what they hold. */
export interface Assets {
  style: string;
  first: string;
  script: string;
  /** Relative to the site's root, by what they hold. */
  files: Record<string, string>;
}

const parts: PartName[] = ['search', 'try', 'client', 'samples'];

/** Bundles the scripts and the style of the page, and writes those that are loaded later into `dist/assets/`. */
export async function bundleAssets(dist: URL): Promise<Assets> {
  await mkdir(new URL('assets/', dist), { recursive: true });
  const [style, first, script, ...files] = await Promise.all([
    bundle('page.css'),
    bundle('first.ts'),
    bundle('main.ts'),
    ...parts.map(async (name) => hashed(dist, name, await bundle(`parts/${name}.ts`))),
  ]);
  return {
    style,
    first: inline(first),
    script: inline(script),
    files: Object.fromEntries(parts.map((name, index) => [name, files[index]!])),
  };
}

/**
 * Writes a script under a name that changes with it, so that browsers may keep it for ever; gives the name. One that is there
 * is not compressed again, which takes as long as all that is bundled.
 */
export async function hashed(dist: URL, name: string, text: string): Promise<string> {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const file = `assets/${name}.${hash}.js`;
  inUse.add(basename(file));
  if (!existsSync(new URL(file, dist))) await publish(dist, file, text);
  return file;
}

const inUse = new Set<string>();

/** Removes the scripts of former builds, which no page of this one loads. */
export async function removeFormer(dist: URL): Promise<void> {
  const folder = new URL('assets/', dist);
  const former = (await readdir(folder)).filter((file) => !inUse.has(file.replace(/\.(br|gz)$/, '')));
  await Promise.all(former.map((file) => rm(new URL(file, folder))));
}

const inline = (script: string): string => script.replaceAll('</', String.raw`<\/`);

// Classic scripts, not modules: a page that is opened from disk may load the one and not the other.
async function bundle(file: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [path(file)],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // Parts of the reader of the contract that the page does not use; what is left of them would be found below.
    external: ['node:*', '@apidevtools/*'],
    write: false,
    metafile: true,
    legalComments: 'none',
  });
  const text = outputFiles[0]!.text.trim();
  const foreign = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((part) => part.path));
  if (foreign.length > 0) throw new Error(`${file} imports ${foreign.join(', ')}, expected nothing but its own code.`);
  return file.endsWith('.css') ? text : `(()=>{${text}})();`;
}
