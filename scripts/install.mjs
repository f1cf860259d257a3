import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isWindows, quietly, root } from './child.mjs';
import { whyNot } from './node.mjs';

/** What has been installed: the hash of the files that say what to install, and the names of what was. */
const memory = join(root, 'node_modules/.installed');

/** Installs what the lockfile says, where that is not there yet: what packages need to run, or `all`. Gives an exit code. */
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

/** Packages with what they are made of, and the tools that build them. */
const partOf = (packages) => [
  ...packages.flatMap((name) => ['--filter-prod', `${name}...`]),
  '--filter',
  '@cc-gateway/tools',
  '--filter',
  '@cc-gateway/scripts',
];

function hashOfManifests() {
  const hash = createHash('sha256');
  const names = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'scripts/package.json', 'spec/package.json'];
  for (const folder of ['packages', 'apps'])
    names.push(...readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`));
  for (const path of names.map((name) => join(root, name))) if (existsSync(path)) hash.update(readFileSync(path));
  return hash.digest('hex');
}
