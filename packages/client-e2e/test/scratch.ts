import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** A folder in which the packed client is installed, as it is for a user. */
export interface Scratch {
  folder: string;
  /** The packed client. */
  tarball: string;
  write(file: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

const own = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Packs the client and what it depends on, and installs the tarballs with npm in a new folder; asks no registry. */
export async function installPacked(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-client-'));
  const packages = [own('client'), own('types')];
  const tarballs = await Promise.all(packages.map((each) => pack(each, folder)));
  await writeFile(join(folder, 'package.json'), '{ "name": "scratch", "private": true, "type": "module" }');
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...flags, ...tarballs], { cwd: folder });
  return {
    folder,
    tarball: tarballs[0]!,
    async write(file, text) {
      await writeFile(join(folder, file), text);
      return join(folder, file);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function pack(folder: string, into: string): Promise<string> {
  const args = ['pack', '--json', '--pack-destination', into];
  // Only pnpm writes the versions that the workspace keeps in one place. It is there where it runs the tests.
  const { packageManager } = JSON.parse(await readFile(own('../package.json'), 'utf8')) as { packageManager: string };
  const underPnpm = process.env['npm_config_user_agent']?.startsWith('pnpm/');
  const [pnpm = '', ...first] = underPnpm ? ['pnpm'] : ['npx', '--yes', packageManager];
  const { stdout } = await run(pnpm, [...first, ...args], { cwd: folder });
  const said = JSON.parse(stdout.slice(stdout.search(/[[{]/))) as { filename: string } | { filename: string }[];
  return resolve(into, [said].flat()[0]!.filename);
}
