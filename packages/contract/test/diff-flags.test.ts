import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, expectTypeOf, test, vi } from 'vitest';
import { diff, type Change, type ContractDiff } from '../src/index.ts';
import { gateRules } from '../src/diff/judging/rules.ts';
import { runRules } from '../src/command/rules.ts';
import { main, type Ran } from './cli/run.ts';
import { runDiffIn } from './diff/run.ts';

let folder: string;
const document = (version: string, enums: string[]): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Flags', version },
    paths: {
      '/a': {
        get: {
          parameters: [{ name: 'kind', in: 'query', schema: { enum: enums } }],
          responses: { 200: { description: 'Done.' } },
        },
      },
    },
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-gateway-flags-'));
  writeFileSync(join(folder, 'a.json'), document('1.0.0', ['a', 'b']));
  writeFileSync(join(folder, 'break.json'), document('2.0.0', ['a']));
  writeFileSync(join(folder, 'more.json'), document('1.1.0', ['a', 'b', 'c']));
  writeFileSync(join(folder, 'late.json'), document('1.0.1', ['a']));
  writeFileSync(join(folder, 'endless.yaml'), '1234567890e1: { reason: Agreed., end: 2027-01-31 }');
  writeFileSync(join(folder, 'no-day.yaml'), '123456789012: { reason: Agreed., until: 2027-02-30 }');
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runDiffIn(folder, ...args);

const fingerprintOf = async (): Promise<string> =>
  (await diff('a.json', 'late.json', { cwd: folder })).changes[0]!.fingerprint;

test.each([
  ['break.json', [], 0],
  ['break.json', ['--fail-on', 'major'], 1],
  ['break.json', ['--fail-on', 'minor'], 1],
  ['more.json', ['--fail-on', 'major'], 0],
  ['more.json', ['--fail-on', 'minor'], 1],
  ['more.json', ['--fail-on', 'patch'], 1],
  ['late.json', ['--version-scheme', 'none'], 0],
  ['late.json', ['--version-scheme', 'calver'], 0],
  ['late.json', [], 1],
])('%s with %j ends with %i', async (file, flags, code) => {
  expect(await run('a.json', file, ...flags)).toMatchObject({ code });
});

test('a change that is accepted demands nothing, until the day is past', async () => {
  const fingerprint = await fingerprintOf();
  const [tomorrow, yesterday] = [1, -1].map((days) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  );
  writeFileSync(join(folder, 'ignore.yaml'), `${fingerprint}: Agreed with all callers.`);
  expect(await run('a.json', 'late.json', '--ignore', 'ignore.yaml')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 accepted'),
  });
  writeFileSync(join(folder, 'ignore.yaml'), `${fingerprint}: { reason: Agreed., until: ${tomorrow} }`);
  expect(await run('a.json', 'late.json', '--ignore', 'ignore.yaml')).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'ignore.yaml'), `${fingerprint}: { reason: Agreed., until: ${yesterday} }`);
  expect(await run('a.json', 'late.json', '--ignore', 'ignore.yaml')).toMatchObject({
    code: 1,
    out: expect.stringContaining(`It was accepted until ${yesterday}.`),
  });
});

test('what goes further than what was accepted is another change', async () => {
  const of = async (enums: string[]): Promise<string> => {
    writeFileSync(join(folder, 'further.json'), document('1.0.0', enums));
    return (await diff('more.json', 'further.json', { cwd: folder })).changes[0]!.fingerprint;
  };
  expect(await of(['a'])).not.toBe(await of(['a', 'b']));
  expect(await of(['a'])).toBe(await of(['a']));
});

test('a rule has another level, or none', async () => {
  writeFileSync(join(folder, 'levels.yaml'), 'enum-narrowed: patch');
  expect(await run('a.json', 'late.json', '--levels', 'levels.yaml')).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'levels.yaml'), 'enum-narrowed: off');
  expect(await run('a.json', 'late.json', '--levels', 'levels.yaml')).toMatchObject({
    out: expect.stringContaining('No change'),
  });
});

test.each([
  [['--fail-on', 'any'], '--fail-on is "any", expected one of version, major, minor, patch.'],
  [['--effort', '0'], '--effort is "0", expected a number of seconds above 0.'],
  [['--version-scheme', 'date'], '--version-scheme is "date", expected one of semver, calver, none.'],
  [['--ignore', 'nowhere.yaml'], '--ignore: "nowhere.yaml" cannot be read: ENOENT.'],
  [['--ignore', 'a.json'], '--ignore: a.json names "openapi", which is no fingerprint.'],
  [['-'], 'Both documents are - for standard input'],
  [['--ignore', 'endless.yaml'], '--ignore: endless.yaml says "end" of 1234567890e1.'],
  [['--ignore', 'no-day.yaml'], '--ignore: no-day.yaml says "2027-02-30" for the end of 123456789012.'],
  [['--levels', 'a.json'], '--levels: a.json names the rule "openapi".'],
])('%j is wrong usage', async (flags, says) => {
  const documents = flags[0] === '-' ? ['-'] : ['a.json', 'more.json'];
  expect(await run(...documents, ...flags)).toMatchObject({ code: 2, err: expect.stringContaining(says) });
});

test('--changelog puts an entry before the others, --reporter writes files', async () => {
  writeFileSync(join(folder, 'CHANGELOG.md'), '# Changes\n\n## 1.0.0\n\n- First.\n');
  await run('a.json', 'break.json', '--changelog', 'CHANGELOG.md', '--reporter', 'markdown=out/diff.md');
  expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toMatch(
    /^# Changes\n\n## 2\.0\.0\n\n### Breaking\n[^]*\n## 1\.0\.0\n/u,
  );
  expect(readFileSync(join(folder, 'out/diff.md'), 'utf8')).toContain('### Contract 1.0.0');
});

test('documents come from addresses, with the files that they name', async () => {
  const files: Record<string, string> = {
    '/api.json': document('2.0.0', ['a']).replace('{"enum":["a"]}', '{"$ref":"kinds.json"}'),
    '/kinds.json': '{"enum":["a"]}',
  };
  const server = createServer(({ url = '' }, response) => {
    response.statusCode = files[url] === undefined ? 404 : 200;
    response.end(files[url]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await run('a.json', `${address}/api.json`)).toMatchObject({
    code: 0,
    out: expect.stringContaining('no longer takes "b"'),
  });
  expect(await run('a.json', `${address}/none.json`)).toMatchObject({
    code: 2,
    err: expect.stringContaining('answered 404'),
  });
  server.close();
});

const spawned = (args: string[], temporary: string, more: NodeJS.ProcessEnv = {}) =>
  spawn(process.execPath, [main, 'diff', ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary, ...more },
    stdio: ['pipe', 'pipe', 'inherit'],
  });

test('a number as a version is read as it is written', async () => {
  const [earlier, later] = ['2026.9', '2026.10'].map((version) => {
    writeFileSync(
      join(folder, `${version}.yaml`),
      `openapi: 3.1.0\ninfo:\n  title: a\n  version: ${version} # a month\npaths: {}\n`,
    );
    return `${version}.yaml`;
  }) as [string, string];
  const found = await diff(earlier, pathToFileURL(join(folder, later)).href, { cwd: folder, versionScheme: 'calver' });
  expect(found).toMatchObject({ base: '2026.9', revision: '2026.10', isCarried: true });
});

test('a document comes from standard input', async () => {
  const child = spawned(['-', 'more.json'], folder);
  child.stdin.end(document('1.0.0', ['a', 'b']));
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(Buffer.concat(chunks).toString()).toContain('now takes "c"');
});

/** A git that has a document in each revision, and never ends writing it. */
const slowGit = `#!/bin/sh
echo $$ > git.pid
case "$*" in
  *rev-parse*) pwd ;;
  *ls-tree*) printf 'a.json' ;;
  *checkout-index*)
    for last; do :; done
    while :; do [ -d "\${last#--prefix=}" ] || mkdir -p "\${last#--prefix=}"; echo a > "\${last#--prefix=}/a.json"; done ;;
esac
`;

test.skipIf(process.platform === 'win32')(
  'nothing is left or written in the temporary folder after an interrupt',
  async () => {
    const [temporary, tools] = [mkdtempSync(join(folder, 'tmp-')), mkdtempSync(join(folder, 'tools-'))];
    writeFileSync(join(tools, 'git'), slowGit, { mode: 0o755 });
    const child = spawned(['main:a.json', 'more.json'], temporary, { PATH: `${tools}:${process.env.PATH}` });
    const isWriting = (): boolean =>
      readdirSync(temporary, { recursive: true }).some((name) => String(name).endsWith('a.json'));
    await vi.waitUntil(() => isWriting() || child.exitCode !== null, { timeout: 300_000 });
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([null, 'SIGTERM']);
    const pid = Number(readFileSync(join(folder, 'git.pid'), 'utf8'));
    await vi.waitUntil(() => !isRunning(pid), { timeout: 60_000 });
    expect(readdirSync(temporary)).toEqual([]);
  },
);

/** Whether a process is there, and not only remembered. */
function isRunning(pid: number): boolean {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && !stdout.startsWith('Z');
}

test('the rules of the gate are listed', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await runRules(['--gate', '--json']);
  const listed = JSON.parse(write.mock.calls.flat().join('')) as { name: string }[];
  vi.restoreAllMocks();
  expect(listed.map(({ name }) => name)).toEqual(Object.keys(gateRules));
});

test('as a library it gives what it found, with its types', async () => {
  const found = await diff('a.json', 'break.json', { cwd: folder });
  expectTypeOf(found).toEqualTypeOf<ContractDiff>();
  expectTypeOf(found.changes[0]!.verdict).toEqualTypeOf<'changed' | 'not comparable'>();
  expectTypeOf<Change['operations']>().toEqualTypeOf<string[]>();
  expect(found).toMatchObject({ isCarried: true, changes: [{ rule: 'enum-narrowed', witness: 'b' }] });
});
