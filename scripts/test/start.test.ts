import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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
    stdout: '',
    stderr: expect.stringMatching(/^Fetching pnpm [\d.]+\n$/),
  });
  expect(await asked()).toEqual([expect.stringMatching(/^npm exec --yes --package=pnpm@[\d.]+ /)]);
  expect(await run(provide)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await asked()).toEqual([]);
});

test('where pnpm cannot be fetched, the reason is shown and the exit code kept', async () => {
  const { program, run } = await scratch();
  await program('npm', 'echo no network >&2; exit 7');
  const provide = `import { providePnpm } from './scripts/pnpm.mjs'; process.exit(await providePnpm());`;
  expect(await run(provide)).toMatchObject({ code: 7, stderr: expect.stringMatching(/\nno network\n$/) });
});

test('what is installed is installed once, until a manifest changes; what tests need holds all else', async () => {
  const { folder, program, asked, run } = await scratch();
  await program('pnpm', `mkdir -p '${folder}/node_modules'`);
  const install = (scope: string) =>
    run(`import { install } from './scripts/install.mjs'; process.exit(await install('${scope}'));`);
  const [docs, mock] = ['@cc-gateway/docs', '@cc-gateway/mock'];
  expect(await install(mock)).toMatchObject({ code: 0, stdout: '', stderr: `Installing what ${mock} needs\n` });
  expect(await asked()).toEqual([expect.stringContaining(`--trust-lockfile --filter ${mock} --filter`)]);
  expect(await install(mock)).toMatchObject({ code: 0, stderr: '' });
  expect(await install(docs)).toMatchObject({ code: 0, stderr: `Installing what ${docs} needs\n` });
  expect(await asked()).toEqual([expect.stringContaining(`--filter ${mock} --filter ${docs} --filter`)]);
  expect(await install(mock)).toMatchObject({ code: 0, stderr: '' });
  expect(await install('all')).toMatchObject({ code: 0, stderr: 'Installing what the tests need\n' });
  expect(await install(docs)).toMatchObject({ code: 0, stderr: '' });
  expect(await asked()).toHaveLength(1);
  await writeFile(join(folder, 'packages/mock/package.json'), `{ "name": "${mock}", "engines": { "node": ">=20.0" } }`);
  expect(await install(mock)).toMatchObject({ code: 0, stderr: `Installing what ${mock} needs\n` });
});

test('what a package is built with is installed with it, and what only tests need is not', async () => {
  const { folder, program, asked, run } = await scratch();
  await program('pnpm', `mkdir -p '${folder}/node_modules'`);
  const manifests = {
    checks: {
      scripts: { build: 'tsc' },
      dependencies: { world: '' },
      devDependencies: {
        generated: '',
        '@cc-gateway/testing': '',
      },
    },
    generated: {
      scripts: { build: 'tsc' },
      devDependencies: { generator: '' },
    },
    generator: {
      dependencies: { reader: '' },
      devDependencies: { other: '' },
    },
    world: {},
    reader: {},
    other: {},
    '@cc-gateway/testing': {},
  };
  for (const [name, manifest] of Object.entries(manifests)) {
    const own = join(folder, 'packages', name.replace('@cc-gateway/', ''));
    await mkdir(own);
    await writeFile(join(own, 'package.json'), JSON.stringify({ name, ...manifest }));
  }
  await run(`import { install } from './scripts/install.mjs'; process.exit(await install('checks'));`);
  const [words = ''] = await asked();
  expect([...words.matchAll(/--filter (\w+)/g)].map(([, name]) => name)).toEqual([
    'checks',
    'world',
    'generated',
    'generator',
    'reader',
  ]);
});

test('an install that fails is not remembered, and shows what pnpm says', async () => {
  const { program, run } = await scratch();
  await program('pnpm', 'echo the lockfile is stale; exit 1');
  const install = `import { install } from './scripts/install.mjs'; process.exit(await install('all'));`;
  const failed = { code: 1, stderr: 'Installing what the tests need\nthe lockfile is stale\n' };
  expect(await run(install)).toMatchObject(failed);
  expect(await run(install)).toMatchObject(failed);
});

test('a package is run with its arguments, from the folder that npm was called in, and its exit code is kept', async () => {
  const { folder, program, asked } = await scratch();
  await program('pnpm');
  await program('turbo');
  await mkdir(join(folder, 'node_modules'));
  const { packageManager } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const memory = { packageManager, folder: join(folder, 'programs') };
  await writeFile(join(folder, 'node_modules/.pnpm-path'), JSON.stringify(memory));
  const manifest = { name: 'said', bin: { said: './main.mjs' }, engines: { node: '>=20.0' } };
  await mkdir(join(folder, 'packages/said'));
  await writeFile(join(folder, 'packages/said/package.json'), JSON.stringify(manifest));
  const main = 'console.log(process.cwd(), ...process.argv.slice(2)); process.exitCode = 3;';
  await writeFile(join(folder, 'packages/said/main.mjs'), main);
  const result = await new Promise((resolve) => {
    const env = { ...process.env, INIT_CWD: join(folder, 'packages') };
    const args = [join(folder, 'scripts/command.mjs'), 'packages/said', '--port', '0'];
    execFile(process.execPath, args, { cwd: folder, env }, (error, stdout) => resolve([error?.code, stdout]));
  });
  expect(result).toEqual([3, `${join(folder, 'packages')} --port 0\n`]);
  expect(await asked()).toEqual([
    expect.stringContaining('--filter said'),
    'turbo run build --filter=said --output-logs=errors-only --log-prefix=none',
  ]);
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

test('npm that is told to end stops what it has started, though it tells the shell alone', async () => {
  const { folder } = await scratch();
  const patient = `process.on('SIGTERM', () => { console.log('stopped'); process.exit(); }); setInterval(() => {}, 1000); console.log('up');`;
  const source = `import { run } from './scripts/child.mjs'; await run(process.execPath, ['--eval', ${JSON.stringify(patient)}]);`;
  await writeFile(join(folder, 'start.mjs'), source);
  const env = { ...process.env, npm_lifecycle_event: 'start' };
  const shell = spawn('sh', ['-c', `'${process.execPath}' start.mjs; true`], { cwd: folder, env });
  let output = '';
  shell.stdout.on('data', (text: Buffer) => {
    output += text.toString();
    if (output === 'up\n') shell.kill();
  });
  await once(shell.stdout, 'end');
  expect(output).toBe('up\nstopped\n');
});

test('npm start that is told to end ends with the exit code of what it has started', async () => {
  const { folder } = await scratch();
  const patient = `process.on('SIGTERM', () => process.exit(0)); setTimeout(() => {}, 10_000); console.log('up');`;
  await writeFile(join(folder, 'scripts/start.mjs'), patient);
  const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  npm.stdout.once('data', () => npm.kill());
  expect(await once(npm, 'exit')).toEqual([0, null]);
});

test('every script of the root takes what stands after --', async () => {
  const { folder, program, asked } = await scratch();
  for (const name of ['node', 'oxlint', 'oxfmt', 'knip']) await program(name);
  const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const { preinstall: _, ...typed } = scripts;
  expect(Object.keys(typed).length).toBeGreaterThan(15);
  for (const [name, script] of Object.entries(typed)) {
    execFileSync('sh', ['-c', `${script} --flag`], { env: { PATH: `${join(folder, 'programs')}:/usr/bin:/bin` } });
    expect([name, (await asked()).at(-1)]).toEqual([name, expect.stringMatching(/ --flag$/)]);
  }
});

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
