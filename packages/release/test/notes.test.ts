import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { publishedPackages, root } from '../src/published.ts';
import { pendingChangesets, whyNotYet } from '../src/versions.ts';

const packages = publishedPackages();

test.each(packages)('$name has notes for the version that it has', async ({ folder, name, version }) => {
  const notes = await readFile(join(folder, 'CHANGELOG.md'), 'utf8');
  expect(notes).toMatch(new RegExp(`^# ${name}\n\n## ${version.replaceAll('.', String.raw`\.`)}\n\n\\S`));
});

test('what is pending concerns packages that are published', () => {
  const names = packages.map(({ name }) => name);
  for (const changeset of pendingChangesets()) {
    for (const [name, level] of Object.entries(changeset)) {
      expect(names).toContain(name);
      expect(['patch', 'minor', 'major']).toContain(level);
    }
  }
});

test('what is pending is turned into notes before anything is published', () => {
  expect(whyNotYet([])).toBeUndefined();
  expect(whyNotYet([{ '@cc-gateway/mock': 'minor' }])).toMatch(/^1 changeset is pending.*npm run changeset version/);
});

const changesets = createRequire(join(root, 'package.json')).resolve('@changesets/cli/package.json');

test('a further change is noted above the earlier ones, and moves the package and those that follow it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-notes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = ['package.json', 'pnpm-workspace.yaml', '.changeset/config.json'];
  const own = globSync('{spec,{packages,apps}/*}/{package.json,CHANGELOG.md}', { cwd: root });
  for (const file of [...files, ...own]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
  const types = packages.find(({ name }) => name.endsWith('/types'));
  await writeFile(join(folder, '.changeset/further.md'), `---\n'${types!.name}': minor\n---\n\nA further type.\n`);
  await promisify(execFile)(process.execPath, [join(dirname(changesets), 'bin.js'), 'version'], { cwd: folder });
  const [major, minor] = types!.version.split('.').map(Number);
  const notes = await readFile(join(folder, 'packages/types/CHANGELOG.md'), 'utf8');
  expect(notes).toMatch(/^# \S+\n\n## (\S+)\n[^]*A further type\.[^]*\n## /);
  expect(/^## (\S+)/m.exec(notes)![1]).toBe(`${major}.${minor! + 1}.0`);
  expect(notes).toContain(`## ${types!.version}\n`);
  const client = await readFile(join(folder, 'packages/client/CHANGELOG.md'), 'utf8');
  expect(client).toContain(`${types!.name}@${major}.${minor! + 1}.0`);
});
