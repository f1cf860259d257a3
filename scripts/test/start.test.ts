import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { summaryOf } from '../summary.mjs';
import { scratch } from './scratch.ts';

test('npm install says in one sentence what to run, and leaves the folder as it was', async () => {
  const { folder } = await scratch();
  const before = await readdir(folder, { recursive: true });
  const [code, stderr] = await new Promise<[unknown, string]>((resolve) => {
    execFile(
      'npm',
      ['install'],
      { cwd: folder, env: { PATH: process.env.PATH, HOME: process.env.HOME } },
      (error, _, text) => resolve([error?.code, text]),
    );
  });
  expect(stderr.trim()).toBe('Run `npm start` or `npm test` instead: they install what they need.');
  expect(code).not.toBe(0);
  expect(await readdir(folder, { recursive: true })).toEqual(before);
});

test('pnpm is fetched once, and then used from where it is', async () => {
  const { folder, program, asked, run } = await scratch();
  await program('pnpm');
  await program('npm', `echo '${folder}/programs:/usr/bin'`);
  const provide = `import { providePnpm } from './scripts/pnpm.mjs'; process.exit(await providePnpm());`;
  expect(await run(provide)).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^Fetching pnpm [\d.]+\n$/),
    stderr: '',
  });
  expect(await asked()).toEqual([expect.stringMatching(/^npm exec --yes --package=pnpm@[\d.]+ /)]);
  expect(await run(provide)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await asked()).toEqual([]);
});

test('where pnpm cannot be fetched, the reason is shown and the exit code kept', async () => {
  const { program, run } = await scratch();
  await program('npm', 'echo no network >&2; exit 7');
  const provide = `import { providePnpm } from './scripts/pnpm.mjs'; process.exit(await providePnpm());`;
  expect(await run(provide)).toMatchObject({ code: 7, stderr: 'no network\n' });
});

test('what is installed is installed once, until a manifest changes; what tests need holds what the sandbox needs', async () => {
  const { folder, program, asked, run } = await scratch();
  await program('pnpm', `mkdir -p '${folder}/node_modules'`);
  const install = (scope: string) =>
    run(`import { install } from './scripts/install.mjs'; process.exit(await install('${scope}'));`);
  expect(await install('sandbox')).toMatchObject({ code: 0, stdout: 'Installing what the sandbox needs\n' });
  expect(await asked()).toEqual([expect.stringContaining('--filter-prod @cc-gateway/sandbox...')]);
  expect(await install('sandbox')).toMatchObject({ code: 0, stdout: '' });
  expect(await install('all')).toMatchObject({ code: 0, stdout: 'Installing what the tests need\n' });
  expect(await install('sandbox')).toMatchObject({ code: 0, stdout: '' });
  expect(await asked()).toHaveLength(1);
  await writeFile(join(folder, 'packages/mock/package.json'), '{ "engines": { "node": ">=20.0" } }');
  expect(await install('sandbox')).toMatchObject({ code: 0, stdout: 'Installing what the sandbox needs\n' });
});

test('an install that fails is not remembered, and shows what pnpm says', async () => {
  const { program, run } = await scratch();
  await program('pnpm', 'echo the lockfile is stale; exit 1');
  const install = `import { install } from './scripts/install.mjs'; process.exit(await install('all'));`;
  expect(await run(install)).toMatchObject({ code: 1, stderr: 'the lockfile is stale\n' });
  expect(await run(install)).toMatchObject({ code: 1 });
});

test.each([
  ['SIGINT', 0],
  ['SIGTERM', 0],
  ['SIGHUP', 0],
  ['SIGINT', 130],
] as const)(
  '%s, however often, stops what runs once, begins nothing more, and ends with %i where that is asked for',
  async (signal, stopped) => {
    const { folder } = await scratch();
    const patient = `let stops = 0; process.on('SIGTERM', () => { stops += 1; setTimeout(() => { console.log('stops: ' + stops); process.exit(3); }, 100); });
    setInterval(() => {}, 1000); console.log('up');`;
    const source = `import { run } from './scripts/child.mjs'; import { inOrder } from './scripts/steps.mjs';
    const step = async () => (await run(process.execPath, ['--eval', ${JSON.stringify(patient)}])).code;
    await inOrder([step, async () => { console.log('the next step'); return 0; }], { stopped: ${stopped} });`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', source], { cwd: folder });
    let output = '';
    child.stdout.on('data', (text: Buffer) => {
      if (output === '') for (let times = 0; times < 3; times += 1) child.kill(signal);
      output += text.toString();
    });
    expect(await once(child, 'exit')).toEqual([stopped, null]);
    expect(output.split('\n')).toEqual(['up', 'stops: 1', '']);
  },
);

test('the summary names each failed task, and each failed test in it, once', () => {
  const output = [
    '@cc-gateway/mock:test:  FAIL  test/a.test.ts > it answers',
    '@cc-gateway/mock:test:  FAIL  test/a.test.ts > it answers',
    '@cc-gateway/mock:test:  FAIL  test/b.test.ts > it refuses ',
    '@cc-gateway/spec:test:  ✓ test/c.test.ts > FAILURES are read',
    ' Tasks:    8 successful, 10 total',
    'Failed:    //#lint, @cc-gateway/mock#test',
  ].join('\n');
  expect(summaryOf(output)).toBe(
    [
      '',
      'Failed:',
      '  //#lint',
      '  @cc-gateway/mock#test',
      '    test/a.test.ts > it answers',
      '    test/b.test.ts > it refuses',
      '',
    ].join('\n'),
  );
});
