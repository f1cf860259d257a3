import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isWindows, quietly, root } from './child.mjs';
import { whyNot } from './node.mjs';

/** What was installed last: the files that say what to install, and how much of it. */
const memory = join(root, 'node_modules/.installed');

/** What `npm start` needs: the sandbox with what it is made of, and the tools that build it. */
const forSandbox = [
  '--filter-prod',
  '@cc-gateway/sandbox...',
  '--filter',
  '@cc-gateway/tools',
  '--filter',
  '@cc-gateway/scripts',
];

/** Installs what the lockfile says, where that is not there yet: `sandbox` or `all`. Gives an exit code. */
export async function install(scope) {
  const wanted = hashOfManifests();
  const [hash, done] = await readFile(memory, 'utf8').then(
    (text) => text.split(' '),
    () => [],
  );
  if (hash === wanted && (done === scope || done === 'all')) return 0;
  const part = scope === 'all' ? [] : forSandbox;
  const { code } = await quietly(
    `Installing what ${scope === 'all' ? 'the tests need' : 'the sandbox needs'}`,
    'pnpm',
    ['install', '--frozen-lockfile', '--trust-lockfile', ...part],
    { shell: isWindows },
  );
  const reason = code === 0 ? whyNot() : undefined;
  if (reason !== undefined) console.error(reason);
  else if (code === 0) await writeFile(memory, `${wanted} ${scope}`);
  return reason === undefined ? code : 2;
}

function hashOfManifests() {
  const hash = createHash('sha256');
  const names = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'scripts/package.json', 'spec/package.json'];
  for (const folder of ['packages', 'apps'])
    names.push(...readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`));
  for (const path of names.map((name) => join(root, name))) if (existsSync(path)) hash.update(readFileSync(path));
  return hash.digest('hex');
}
