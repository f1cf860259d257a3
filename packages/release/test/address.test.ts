import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest, root } from '../src/published.ts';

const { repository } = readManifest(root) as unknown as Record<'repository', string>;
const [, owner, name] = /github\.com\/([\w-]+)\/([\w.-]+)\.git$/.exec(repository)!;
/** What says where this repository, its page and its images are. */
const address = new RegExp(`${owner}/${name}|${owner}\\.github\\.io|ghcr\\.io/${owner}/`, 'g');
const places = ['*.{md,json,yaml}', '{.github,actions}/**/*.*', '{spec,packages/*,apps/*}/{package.json,*.md}'];
const files = globSync(places, { cwd: root }).filter(
  (file) => readFileSync(join(root, file), 'utf8').search(address) >= 0,
);

test('one command writes another address of the repository wherever it stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cc-gateway-address-'));
  for (const file of [...files, 'scripts/address.mjs', 'scripts/child.mjs']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  execFileSync('sh', ['-c', 'git init --quiet && git add .'], { cwd: folder });
  execFileSync(process.execPath, ['scripts/address.mjs', 'https://github.com/Acme/calls.git'], { cwd: folder });
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const [before, after] = [root, folder].map((each) => readFileSync(join(each, file), 'utf8'));
    const moved = after!.match(/Acme\/calls|acme\.github\.io\/calls|ghcr\.io\/acme\//g);
    expect([file, moved?.length, after!.match(address)]).toEqual([file, before!.match(address)?.length, null]);
  }
});

test.each([[[]], [['acme/calls']], [['https://example.com/acme/calls']]])('%j is no address, in a sentence', (args) => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/address.mjs'), ...args], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^The address is .*, expected .*\n$/)]);
});
