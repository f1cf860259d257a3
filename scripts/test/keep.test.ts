import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let version: string;

// A repository with two commits: the contract as it is, and one with another version and title.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keep-'));
  for (const name of [
    'scripts/keep.mjs',
    'scripts/child.mjs',
    'spec/openapi.yaml',
    'spec/paths',
    'spec/components',
    'spec/siblings',
  ])
    await cp(join(root, name), join(folder, name), { recursive: true });
  await writeFile(join(folder, '.gitignore'), 'node_modules\n');
  await writeFile(join(folder, 'spec/redocly.yaml'), "telemetry: 'off'\n");
  await mkdir(join(folder, 'spec/versions'));
  await symlink(join(root, 'spec/node_modules'), join(folder, 'spec/node_modules'), 'junction');
  await run('git', 'init', '--quiet');
  await commit();
  const index = join(folder, 'spec/openapi.yaml');
  const text = await readFile(index, 'utf8');
  version = /^ {2}version: (\S+)$/m.exec(text)![1]!;
  await writeFile(index, text.replace(/^( {2}version:) .*$/m, '$1 next').replace(/^( {2}title:) .*$/m, '$1 The next'));
  await commit();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function run(command: string, ...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd: folder }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

async function commit(): Promise<void> {
  await run('git', 'add', '--all');
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  expect(await run('git', ...who, 'commit', '--quiet', '--message', 'A version')).toEqual({ code: 0, output: '' });
}

const keep = (...args: string[]) => run(process.execPath, 'scripts/keep.mjs', ...args);

/** A bundle without the line that says who made it. */
const withoutFirst = (text: string): string => text.slice(text.indexOf('\n'));

test('a version is kept as its commit has it, to the byte as it was built there, and nothing else is touched', async () => {
  const file = `spec/versions/${version}.yaml`;
  expect(await keep('HEAD~1')).toEqual({ code: 0, output: `${file} is written.\n` });
  const text = await readFile(join(folder, file), 'utf8');
  expect(withoutFirst(text)).toBe(withoutFirst(await readFile(join(root, 'spec/dist/openapi.yaml'), 'utf8')));
  expect(await run('git', 'status', '--porcelain')).toEqual({ code: 0, output: '?? spec/versions/\n' });
  // What is kept stays as it is.
  await writeFile(join(folder, file), 'kept');
  expect(await keep('HEAD~1')).toEqual({ code: 2, output: `${file} is there already.\n` });
  expect(await readFile(join(folder, file), 'utf8')).toBe('kept');
});

test.each([
  ['no revision', [], 'Expected: npm run keep -- REVISION, such as v1.0.0.\n'],
  ['a flag', ['--help'], 'Expected: npm run keep -- REVISION, such as v1.0.0.\n'],
  ['two revisions', ['HEAD', 'HEAD~1'], 'Expected: npm run keep -- REVISION, such as v1.0.0.\n'],
  ['a revision that is not there', ['v9.9.9'], expect.stringMatching(/^git: .*\bv9\.9\.9\b.*\n$/)],
  ['a version that is none', ['HEAD'], 'The contract of HEAD has no version MAJOR.MINOR.PATCH.\n'],
])('%s is one sentence and exit code 2, and nothing is left', async (_, args, says) => {
  const before = await readdir(join(folder, 'spec/versions'));
  expect(await keep(...args)).toEqual({ code: 2, output: says });
  expect(await readdir(join(folder, 'spec/versions'))).toEqual(before);
  expect((await run('git', 'worktree', 'list')).output.trim().split('\n')).toHaveLength(1);
});

test('the present version is built, and not kept', async () => {
  const index = join(folder, 'spec/openapi.yaml');
  const text = await readFile(index, 'utf8');
  await writeFile(index, text.replace('version: next', `version: ${version}`));
  const says = `The contract of HEAD~1 is ${version}, as the present one. Expected a revision from before info.version went up.\n`;
  expect(await keep('HEAD~1')).toEqual({ code: 2, output: says });
  await writeFile(index, text);
});
