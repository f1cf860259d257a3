import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../src/published.ts';

const run = promisify(execFile);
const checks = join(root, 'packages/contract/dist/main.js');

interface Action {
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  runs: { steps: { uses?: string; run?: string; env?: Record<string, string> }[] };
}

const read = async (name: string): Promise<Action> =>
  parse(await readFile(join(root, 'actions', name, 'action.yml'), 'utf8')) as Action;

/** What an action would run, given its inputs: the arguments of `npx`. */
async function commandOf(name: string, given: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-action-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'npx'), `#!/bin/sh\nprintf '%s\\n' "$@" "key=$CC_GATEWAY_AUTH" > called\n`);
  await chmod(join(folder, 'npx'), 0o755);
  const { inputs, runs } = await read(name);
  const { run: script = '', env = {} } = runs.steps.find((step) => step.run !== undefined)!;
  const value = (text: string): string =>
    text.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/, (_, input: string) => given[input] ?? inputs[input]!.default ?? '');
  const own = Object.fromEntries(Object.entries(env).map(([variable, text]) => [variable, value(text)]));
  const path = `${folder}${delimiter}${process.env['PATH']}`;
  await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...own, PATH: path },
  });
  return (await readFile(join(folder, 'called'), 'utf8')).trim().split('\n');
}

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

test.each(['check', 'diff'])('every option that the action of %s passes is one of the command', async (name) => {
  const { inputs, runs } = await read(name);
  const { stdout } = await run(process.execPath, [checks, name, '--help']);
  const script = runs.steps.map((step) => step.run ?? '').join('\n');
  const flags = [...new Set(script.match(/(?<![\w-])--(?!yes\b)[a-z][\w-]*/g))];
  expect(flags.filter((flag) => !stdout.includes(flag))).toEqual([]);
  for (const { description } of Object.values(inputs)) expect(description).not.toBe('');
});

test('every action of others is pinned by its hash', async () => {
  const folders = ['.github/workflows', 'actions/check', 'actions/diff'];
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(join(root, folder))).map((file) => join(root, folder, file))),
  );
  const texts = await Promise.all(files.flat().map((file) => readFile(file, 'utf8')));
  const used = texts.flatMap((text) => [...text.matchAll(/uses: (.+)/g)].map(([, action]) => action));
  expect(used.length).toBeGreaterThan(8);
  expect(used.filter((action) => !/^[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(action!))).toEqual([]);
});
