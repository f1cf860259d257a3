import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isWindows, quietly, root } from './child.mjs';
import { whyNot } from './node.mjs';

/** What has been installed: the hash of the files that say what to install, and the names of what was. */
const memory = join(root, 'node_modules/.installed');

/** Installs what the lockfile says, where that is not there yet: what packages need to be built and run, or `all`. Gives an exit code. */
export async function install(...scopes) {
  const wanted = hashOfManifests();
  const [hash, ...before] = await readFile(memory, 'utf8').then(
    (text) => text.split(' '),
    () => [],
  );
  const done = hash === wanted ? before : [];
  const [scope] = scopes;
  if (done.includes('all') || scopes.every((each) => done.includes(each))) return 0;
  const { code } = await quietly(
    `Installing what ${scope === 'all' ? 'the tests need' : `${scope} needs`}`,
    'pnpm',
    [
      'install',
      '--frozen-lockfile',
      '--trust-lockfile',
      ...(scope === 'all' ? [] : partOf([...new Set([...done, ...scopes])])),
    ],
    { shell: isWindows },
  );
  const reason = code === 0 ? whyNot() : undefined;
  if (reason !== undefined) console.error(reason);
  else if (code === 0) await writeFile(memory, [wanted, ...new Set([...done, ...scopes])].join(' '));
  return reason === undefined ? code : 2;
}

/** What tests need; nothing that is built does. */
const testing = '@cc-gateway/testing';

/** Packages with what they are made of and built with, and the tools that build them. */
function partOf(packages) {
  const manifests = new Map(folders().map((folder) => manifestIn(folder)));
  const part = new Set();
  const add = (name) => {
    if (name === testing || part.has(name) || !manifests.has(name)) return;
    part.add(name);
    const { scripts, dependencies, devDependencies } = manifests.get(name);
    Object.keys({ ...dependencies, ...(scripts?.build && devDependencies) }).forEach(add);
  };
  [...packages, '@cc-gateway/tools', '@cc-gateway/scripts'].forEach(add);
  return [...part].flatMap((name) => ['--filter', name]);
}

function manifestIn(folder) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return [manifest.name, manifest];
}

/** The folders of the workspace's packages, as far as they are there. */
const folders = () =>
  [
    'scripts',
    'spec',
    ...['packages', 'apps'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)),
  ].filter((folder) => existsSync(join(root, folder, 'package.json')));

function hashOfManifests() {
  const hash = createHash('sha256');
  for (const name of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...folders().map((folder) => `${folder}/package.json`),
  ])
    hash.update(readFileSync(join(root, name)));
  return hash.digest('hex');
}
