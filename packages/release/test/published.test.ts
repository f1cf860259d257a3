import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { contract } from '@cc-gateway/spec';
import { afterAll, expect, test } from 'vitest';
import { dependenciesOf, dependenciesOfWorkspace } from '../src/dependencies.ts';
import { faultsOf, isPermitted } from '../src/faults.ts';
import { pack } from '../src/pack.ts';
import { publishedPackages, readManifest } from '../src/published.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-release-'));
afterAll(() => rm(folder, { recursive: true }));

const packages = publishedPackages();
const names = packages.map(({ name }) => name);

test('a package is published after those that it depends on', () => {
  expect(names.length).toBeGreaterThan(5);
  for (const [at, { manifest }] of packages.entries())
    for (const each of Object.keys(manifest.dependencies ?? {}))
      if (names.includes(each)) expect(names.indexOf(each)).toBeLessThan(at);
});

/** What each may weigh when it is packed, in kB, and how many packages of others it may bring. */
const limits: Record<string, [kB: number, others: number]> = {
  '@cc-gateway/types': [10, 0],
  '@cc-gateway/client': [90, 0],
  '@cc-gateway/openapi': [170, 14],
  '@cc-gateway/spec': [90, 14],
  '@cc-gateway/mock': [850, 36],
  '@cc-gateway/contract': [420, 40],
  '@cc-gateway/sandbox': [2_800, 40],
};

/** What further operations may add, in kB: the sandbox has the pages and samples of each. */
const further = 8 * (contract.operations.length - 1);

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

test('a dry run shows what would be published, finds nothing amiss with it, and publishes nothing', async () => {
  const { stdout, stderr } = await run(process.execPath, [main, '--dry-run', '--out', folder]);
  expect(stderr).toBe('');
  for (const { name, version } of packages) {
    const [, size, others] = new RegExp(`^${name} +${version} +(\\d+) kB +(\\d+) `, 'm').exec(stdout)!;
    const [largest, most] = limits[name]!;
    expect([name, Number(size) <= largest + further, Number(others) <= most]).toEqual([name, true, true]);
    const file = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}`);
    const packed = await run('tar', ['--extract', '--to-stdout', '--file', `${file}.tgz`, 'package/package.json']);
    expect(packed.stdout).not.toMatch(/workspace:|catalog:|"scripts"|"devDependencies"/);
    expect(JSON.parse(await readFile(`${file}.cdx.json`, 'utf8'))).toMatchObject({ bomFormat: 'CycloneDX' });
  }
  expect(stdout).toContain('Nothing is published');
});

test('npm, which would leave the words of the workspace in a manifest, is told to pack nothing', async () => {
  for (const { folder: own } of packages) {
    const { scripts } = readManifest(own) as unknown as Record<'scripts', Record<string, string>>;
    expect(scripts['prepack']).toMatch(/^node (\.\.\/)+scripts\/prepack\.mjs$/);
  }
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const packed = run('npm', ['pack', '--pack-destination', folder], { cwd: packages[0]!.folder, env });
  await expect(packed).rejects.toMatchObject({ stderr: expect.stringContaining('npm run release -- --dry-run') });
});

test('what is amiss with a package is named', async () => {
  const broken = await mkdtemp(join(folder, 'broken-'));
  const [types] = packages;
  await cp(join(types!.folder, 'dist'), join(broken, 'dist'), { recursive: true });
  const { license: _, keywords: __, devDependencies: ___, scripts: ____, ...manifest } = readManifest(types!.folder);
  const own = {
    ...manifest,
    files: ['dist', 'build.ts', 'versions'],
    dependencies: { '@cc-gateway/testing': '1.0.0' },
  };
  await writeFile(join(broken, 'package.json'), JSON.stringify(own));
  await mkdir(join(broken, 'versions'));
  // A version of the contract that is kept comes along, and nothing else beside it.
  for (const file of ['build.ts', 'versions/1.0.0.yaml', 'versions/next.yaml']) await writeFile(join(broken, file), '');
  await rm(join(broken, 'dist/index.d.ts'));
  const packed = await pack({ ...types!, folder: broken, manifest: own }, folder);
  expect(await faultsOf(packed, names)).toEqual([
    '"license" is undefined',
    '"keywords" is undefined',
    'has no README.md',
    'has no LICENSE',
    'brings build.ts, which nobody who installs it needs',
    'brings versions/next.yaml, which nobody who installs it needs',
    'depends on @cc-gateway/testing, which is not published',
    expect.stringContaining('has types that do not resolve'),
    expect.stringContaining('index.d.ts'),
  ]);
});

/** Name their licence in a form that is no longer read; the file LICENSE of each is MIT's. */
const inAnOldForm = /^(compute-(lcm|gcd)|validate\.io-[\w-]+)@/;

test.each(names)('what comes along with %s may be used by everybody', async (name) => {
  const others = await dependenciesOf(name);
  expect(others.filter(({ id }) => /^@(redocly|stoplight)\//.test(id))).toEqual([]);
  expect(others.filter(({ id, licence }) => !isPermitted(licence) && !inAnOldForm.test(id))).toEqual([]);
});

/** May be used as they are, where nothing of them is passed on: a browser's rules, a compressor of styles, a reader of arguments. */
const forUse = /^(MPL-2\.0|Python-2\.0|MIT License)$/;

/** Name none where a program looks; in the file LICENSE of each it is MIT's or Apache's. */
const inTheirFile = /^(busboy|streamsearch|@interledger\/open-payments|@blockfrost\/openapi)@/;

test('what builds and tests use may be used by everybody, too', async () => {
  const all = await dependenciesOfWorkspace();
  expect(all.length).toBeGreaterThan(500);
  const others = all.filter(
    ({ id }) => !id.startsWith('@cc-gateway/') && !inAnOldForm.test(id) && !inTheirFile.test(id),
  );
  expect(others.filter(({ licence }) => !isPermitted(licence) && !forUse.test(licence))).toEqual([]);
});

test.each(['GPL-3.0-only', 'none', 'MIT AND AGPL-3.0-only', 'UNLICENSED'])(
  'the licence %s is not permitted',
  (licence) => {
    expect(isPermitted(licence)).toBe(false);
  },
);

test('another flag is refused', async () => {
  await expect(run(process.execPath, [main, '--wet'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/'--wet'.*Expected --dry-run/s),
  });
});
