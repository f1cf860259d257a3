import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

const script = fileURLToPath(new URL('../pages.mjs', import.meta.url));

/** A site, and a way to publish docs of a version in it. */
function siteOf(): {
  site: string;
  publish: (version: string, text?: string) => string;
  read: (file: string) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'cc-gateway-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [site, dist] = [join(folder, 'site'), join(folder, 'dist')];
  mkdirSync(site);
  return {
    site,
    publish(version, text = '') {
      rmSync(dist, { recursive: true, force: true });
      const page = `<p>Contract ${version}<!--versions Others:--><!--/versions--> ${text}</p>`;
      for (const [file, content] of [
        ['openapi.json', JSON.stringify({ info: { version } })],
        ['index.html', page],
        ['index.html.br', ''],
        ['zh/index.html', page],
        [`assets/a.${version}.js`, ''],
        ['.nojekyll', ''],
      ] as const) {
        mkdirSync(dirname(join(dist, file)), { recursive: true });
        writeFileSync(join(dist, file), content);
      }
      return String(execFileSync(process.execPath, [script, site, dist]));
    },
    read: (file) => readFileSync(join(site, file), 'utf8'),
  };
}

test('earlier versions are kept in folders, the newest is at the root too, and each page leads to the others', () => {
  const { site, publish, read } = siteOf();
  publish('1.9.0');
  expect(read('index.html')).toBe('<p>Contract 1.9.0<!--versions Others:--><!--/versions--> </p>');
  publish('1.10.0');
  expect(publish('2.0.0')).toContain('2.0.0, 1.10.0, 1.9.0');
  expect(JSON.parse(read('versions.json'))).toEqual(['2.0.0', '1.10.0', '1.9.0']);
  const others = (own: string): RegExp =>
    new RegExp(`^<p>Contract ${own}<!--versions Others:--> · Others: (.*)<!--/versions--> </p>$`);
  expect(others('2.0.0').exec(read('index.html'))![1]).toBe(
    '<a href="1.10.0/index.html">1.10.0</a>, <a href="1.9.0/index.html">1.9.0</a>',
  );
  expect(others('1.9.0').exec(read('1.9.0/zh/index.html'))![1]).toBe(
    '<a href="../../2.0.0/zh/index.html">2.0.0</a>, <a href="../../1.10.0/zh/index.html">1.10.0</a>',
  );
  expect(readdirSync(site).toSorted()).toEqual(
    ['.nojekyll', '1.10.0', '1.9.0', '2.0.0', 'assets', 'index.html', 'openapi.json', 'versions.json', 'zh'].toSorted(),
  );
  expect(readdirSync(join(site, 'assets'))).toEqual(['a.2.0.0.js']);
});

test('a version that is published again is replaced, and one that is mended does not take the place of the newest', () => {
  const { publish, read } = siteOf();
  publish('1.0.0');
  publish('1.1.0');
  publish('1.0.0', 'mended');
  expect(read('1.0.0/index.html')).toContain('mended');
  expect(read('index.html')).toContain('Contract 1.1.0');
  publish('1.1.0', 'again');
  expect(read('index.html')).toContain('again');
});

test('the steps of the workflow keep the versions in a branch, from the first on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cc-gateway-branch-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const workflow = readFileSync(new URL('../../.github/workflows/pages.yml', import.meta.url), 'utf8');
  const { jobs } = parse(workflow) as { jobs: { build: { steps: { name?: string; run?: string }[] } } };
  const steps = jobs.build.steps.filter(({ name }) => name !== undefined).map(({ run }) => run);
  const git = (...args: string[]): string => String(execFileSync('git', args, { cwd: folder }));
  git('init', '--quiet', '--bare', 'origin');
  for (const version of ['1.0.0', '1.1.0']) {
    git('init', '--quiet', version);
    const own = join(folder, version);
    git('-C', own, 'remote', 'add', 'origin', join(folder, 'origin'));
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    git('-C', own, ...who, 'commit', '--quiet', '--allow-empty', '--message', 'The repository');
    cpSync(fileURLToPath(new URL('../', import.meta.url)), join(own, 'scripts'), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
    mkdirSync(join(own, 'apps/docs/dist'), { recursive: true });
    writeFileSync(join(own, 'apps/docs/dist/openapi.json'), JSON.stringify({ info: { version } }));
    const script = steps.join('\n');
    execFileSync('bash', ['-e', '-c', script], {
      cwd: own,
      env: { ...process.env, GITHUB_SHA: version },
      stdio: 'pipe',
    });
  }
  expect(git('-C', 'origin', 'show', 'pages:versions.json')).toBe('["1.1.0","1.0.0"]\n');
  expect(git('-C', 'origin', 'log', '--format=%s', 'pages')).toBe('Docs of 1.1.0\nDocs of 1.0.0\n');
});

test.each([[[]], [['there', 'nowhere']]])('%j is refused in a sentence, with exit code 2', (args) => {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  expect([status, stderr.trim().split('\n').length]).toEqual([2, 1]);
  expect(stderr).toContain('Expected: node scripts/pages.mjs SITE [DIST]');
});
