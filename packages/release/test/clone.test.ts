import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startMock } from '@cc-gateway/mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../src/published.ts';
import { env as user } from './projects.ts';
import { isByItself, servingSays, typedIn } from './typed.ts';
import { type } from './typist.ts';
import { workflowJobs } from './workflow-steps.ts';

const run = promisify(execFile);

/** Whether what is printed for a clone is typed in one: it takes as long as `npm test`. */
const isWanted = process.env['CLONE'] !== undefined;

let folder: string;
const clone = (): string => join(folder, 'clone');
/** Has what the machine has, and nothing of the workspace that runs this. */
const env = {
  ...user,
  PATH: user['PATH']!.split(delimiter)
    .filter((each) => !each.includes('node_modules'))
    .join(delimiter),
  PORT: '0',
  // What is measured is of no use: it is to end.
  BENCH_SECONDS: '1',
};
const git = (...args: string[]): Promise<unknown> =>
  run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: clone(), env });

beforeAll(async () => {
  if (!isWanted) return;
  folder = await mkdtemp(join(tmpdir(), 'cc-gateway-clone-'));
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.stdout.split('\0').filter((each) => each !== '')) {
    await mkdir(dirname(join(clone(), file)), { recursive: true });
    await cp(join(root, file), join(clone(), file));
  }
  await git('init', '--quiet', '--initial-branch', 'main');
  const index = join(clone(), 'spec/openapi.yaml');
  const text = await readFile(index, 'utf8');
  await writeFile(index, text.replace(/^( {2}version:) .*$/m, '$1 0.9.0'));
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'With a version before');
  await writeFile(index, text);
  await git('commit', '--quiet', '--all', '--message', 'As it is');
});
afterAll(() => (isWanted ? rm(folder, { recursive: true }) : undefined));

/** As `npm start` is the first that is typed. */
const commands = typedIn('clone')
  .filter((command) => !isByItself(command))
  .toSorted((one, other) => Number(other === 'npm start') - Number(one === 'npm start'));

// Benchmarks and mutations take minutes.
describe.runIf(isWanted)('in a fresh clone', { timeout: 1_800_000 }, () => {
  test.each(commands)('`%s` does what is said', async (command) => {
    await cp(join(root, 'spec/dist/openapi.yaml'), join(clone(), 'other.yaml'));
    await using gateway = await startMock();
    const options = { cwd: clone(), env: { ...env, GATEWAY: gateway.url } };
    const { code, said } = await type(command, options);
    // Npm ends by the signal that Ctrl-C sends. Without the files that it is for, mutate says what it expects.
    const ends = servingSays(command) ? [0, null, 130] : [command === 'npm run mutate' ? 2 : 0];
    expect([said, ends]).toEqual([said, expect.arrayContaining([code])]);
    await git('checkout', '--quiet', '.');
    await git('clean', '--quiet', '--force', '-d');
  });

  // Programs that reach out of this machine only say what they are asked.
  test('the steps of the workflows do what they are for, as a runner takes them', async () => {
    const programs = join(folder, 'programs');
    await mkdir(programs);
    for (const name of ['gh', 'docker', 'sudo']) {
      await writeFile(join(programs, name), `#!/bin/sh\necho "${name} $*"\ncat > /dev/null\n`);
      await chmod(join(programs, name), 0o755);
    }
    await git('clone', '--quiet', '--bare', '.', join(folder, 'origin'));
    await git('remote', 'add', 'origin', join(folder, 'origin'));
    await git('fetch', '--quiet', 'origin');
    const runner = {
      ...env,
      PATH: [programs, env.PATH].join(delimiter),
      GITHUB_BASE_REF: 'main',
      GITHUB_SHA: 'a-commit',
      GITHUB_ACTOR: 'somebody',
      GITHUB_REPOSITORY: 'Acme/calls',
      GITHUB_REPOSITORY_OWNER: 'Acme',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    };
    const said: Record<string, string> = {};
    for (const { job, steps } of workflowJobs())
      for (const step of steps) {
        if (/^npm test\b|^npm run test:/.test(step.run)) continue;
        const ended = await type(`set -e\n${step.run}`, { cwd: clone(), env: { ...runner, ...step.env } });
        said[job] = (said[job] ?? '') + ended.said;
        const refused = outside.find(([asked]) => step.run.startsWith(asked));
        if (refused === undefined || ended.code === 0)
          expect([job, ended.said, ended.code]).toEqual([job, ended.said, 0]);
        else expect([job, ended.said]).toEqual([job, expect.stringMatching(refused[1])]);
      }
    expect(said['contract: gate']).toMatch(/^gh pr comment 7 --edit-last --create-if-none --body-file diff\.md$/m);
    expect(await readFile(join(clone(), 'diff.md'), 'utf8')).toMatch(/\S/);
    expect(said['release: images']).toMatch(/^docker login ghcr\.io --username somebody --password-stdin$/m);
    expect(said['release: images']).toMatch(
      /^docker buildx build packages\/mock\/deploy --push .* --build-arg PACKAGE=@cc-gateway\/mock@\S+ --tag ghcr\.io\/acme\/mock:\d\S* --tag ghcr\.io\/acme\/mock:latest /m,
    );
    const { stdout } = await run('git', ['show', 'pages:versions.json'], { cwd: join(folder, 'origin') });
    expect(JSON.parse(stdout)).toHaveLength(1);
  });
});

/** What a step may be refused outside, and what it then says. */
const outside: [run: string, says: RegExp][] = [
  ['npm run pnpm -- audit', /audit endpoint/i],
  // There are changesets, until the maintainers turn them into versions.
  ['npm run release -- --out', /^Nothing is published\. \d+ changesets? (?:is|are) pending/m],
];
