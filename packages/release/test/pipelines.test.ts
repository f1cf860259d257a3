import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startMock, type RunningMock } from '@cc-gateway/mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pack } from '../src/pack.ts';
import { publishedPackages, root } from '../src/published.ts';
import { furnish } from './furnish.ts';
import { env, isReleased, readMachineSettings } from './projects.ts';
import { startRegistry } from './registry.ts';
import { stepOf } from './step.ts';

const run = promisify(execFile);

let folder: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
let mock: RunningMock;
/** One whose codes are numbers. */
let faulty: RunningMock;

/** The environment of a runner of pipelines, for whom the registry is the one that has the packages. */
const ofRunner = (): NodeJS.ProcessEnv => ({
  ...env,
  npm_config_registry: registry.url,
  npm_config_loglevel: 'error',
  npm_config_cache: join(folder, 'cache'),
});

/** Runs a step in a folder, and gives how it ends, and what it says. */
const taken = (
  cwd: string,
  words: string[],
  variables: Record<string, string>,
): Promise<{ code: number; said: string }> =>
  run(words[0]!, words.slice(1), { cwd, env: { ...ofRunner(), ...variables } }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );

/** A checkout with the contract as it was and as it is, with recordings and a caller; in `changed` its path is another. */
async function checkout(): Promise<string> {
  const cwd = await mkdtemp(join(folder, 'checkout-'));
  await mkdir(join(cwd, 'node_modules/@cc-gateway/spec/dist'), { recursive: true });
  const document = await readFile(join(root, 'spec/dist/openapi.yaml'), 'utf8');
  await writeFile(join(cwd, 'node_modules/@cc-gateway/spec/dist/openapi.yaml'), document);
  await furnish(cwd, mock);
  await rm(join(cwd, 'node_modules'), { recursive: true });
  await writeFile(join(cwd, 'changed.yaml'), document.replace('/assignuserinqueue:', '/assigncallinqueue:'));
  const zero = String.raw`\"retcode\":\"0\"`;
  const recording = await readFile(join(cwd, 'calls.har'), 'utf8');
  await writeFile(join(cwd, 'broken.har'), recording.replace(zero, String.raw`\"retcode\":0`));
  await writeFile(join(cwd, 'drift.har'), recording.replace(zero, String.raw`\"retcode\":\"999-999\"`));
  return cwd;
}

beforeAll(async () => {
  if (!isReleased) return;
  folder = await mkdtemp(join(tmpdir(), 'cc-gateway-pipelines-'));
  await readMachineSettings();
  const { stdout } = await run('npm', ['config', 'get', 'registry'], { cwd: folder, env });
  registry = await startRegistry(
    await Promise.all(publishedPackages().map((each) => pack(each, folder))),
    stdout.trim(),
  );
  mock = await startMock();
  faulty = await startMock({ scenario: { rules: [{ name: 'a number', fault: { set: { '/retcode': 0 } } }] } });
});
afterAll(async () => {
  if (!isReleased) return;
  await mock.close();
  await faulty.close();
  await registry[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Case {
  name: string;
  given: Record<string, string>;
  code: 0 | 1;
  /** The files that are kept of it. */
  kept: string[];
}

/** Each of the checks where all is well, and where it is not; what it is given is named as the inputs of its action. */
const cases: Case[] = [
  { name: 'check', given: { url: 'RIGHT', level: 'full', 'min-coverage': '80' }, code: 0, kept: [] },
  { name: 'check', given: { url: 'WRONG', level: 'full' }, code: 1, kept: [] },
  { name: 'diff', given: { base: 'v1.0.0' }, code: 0, kept: [] },
  { name: 'diff', given: { base: 'old.yaml', revision: 'changed.yaml' }, code: 1, kept: [] },
  { name: 'drill', given: { command: 'python3 move.py', args: '--situation\nsuccess' }, code: 0, kept: [] },
  { name: 'drill', given: { command: 'python3 move.py; true', args: '--situation\nwire/html' }, code: 1, kept: [] },
  { name: 'traffic', given: { files: 'calls.har' }, code: 0, kept: [] },
  { name: 'traffic', given: { files: 'calls.har\nbroken.har\ndrift.har' }, code: 1, kept: ['overlay.yaml'] },
];

const kept: Record<string, string[]> = {
  check: ['contract.sarif', 'junit.xml', 'report.json'],
  diff: ['diff.json', 'diff.md'],
  drill: ['certificate.html', 'certificate.md', 'contract.sarif', 'junit.xml'],
  traffic: ['contract.sarif', 'junit.xml', 'report.json', 'report.md'],
};
const keptBy = (name: string): string => (name === 'check' ? 'contract-report' : `contract-${name}`);

/** What is given, with the addresses of the mocks. */
const addressed = (given: Record<string, string>): Record<string, string> => ({
  ...given,
  ...(given['url'] !== undefined && { url: given['url'] === 'RIGHT' ? mock.url : faulty.url }),
});

const templates = parse(readFileSync(join(root, 'actions/gitlab.yml'), 'utf8')) as Record<string, Template>;
interface Template {
  variables?: Record<string, string>;
  script: string[];
  artifacts?: { paths: string[]; reports: { junit: string } };
}

/** The variables of GitLab's templates that say what the inputs of the actions say. */
function variablesOf(given: Record<string, string>): Record<string, string> {
  const { url, base, command, files, revision, ...options } = addressed(given);
  const flags = Object.entries(options).map(([name, value]) =>
    name === 'args' ? value.replace('\n', ' ') : `--${name} ${value}`,
  );
  return Object.fromEntries(
    Object.entries({
      CONTRACT_URL: url,
      CONTRACT_BASE: base,
      CONTRACT_COMMAND: command,
      CONTRACT_FILES: files?.replaceAll('\n', ' '),
      CONTRACT_OPTIONS: [revision, ...flags].filter((each) => each !== undefined).join(' '),
    }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

const hasPython = spawnSync('python3', ['--version']).status === 0;
const title = 'the step of $name given $given ends with $code';

describe.runIf(isReleased && hasPython)('on GitHub, where the registry has the packages', () => {
  test.each(cases)(title, async ({ name, given, code, kept: further }) => {
    const cwd = await checkout();
    const { script, env: own } = stepOf(name, addressed(given));
    const files = { GITHUB_STEP_SUMMARY: join(cwd, 'summary'), GITHUB_OUTPUT: join(cwd, 'output') };
    for (const file of Object.values(files)) await writeFile(file, '');
    const bash = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
    const ended = await taken(cwd, bash, { ...own, ...files, GITHUB_ACTIONS: 'true', CI: 'true' });
    expect([ended.said, ended.code]).toEqual([ended.said, code]);
    expect(/^::error /m.test(ended.said)).toBe(code === 1);
    expect(await readFile(files.GITHUB_STEP_SUMMARY, 'utf8')).toMatch(/^#+ \S/m);
    expect(await readFile(files.GITHUB_OUTPUT, 'utf8')).toBe('');
    expect((await readdir(join(cwd, keptBy(name)))).toSorted()).toEqual([...kept[name]!, ...further].toSorted());
  });
});

describe.runIf(isReleased && hasPython)('on GitLab, where the registry has the packages', () => {
  test.each(cases)(title, async ({ name, given, code }) => {
    const cwd = await checkout();
    const { script, variables, artifacts } = templates[`.contract-${name}`]!;
    const own = { ...templates['.contract']!.variables, ...variables, ...variablesOf(given), CI: 'true' };
    const ended = await taken(cwd, ['sh', '-e', '-c', script.join('\n')], own);
    expect([ended.said, ended.code]).toEqual([ended.said, code]);
    if (artifacts === undefined) return;
    expect(artifacts.paths).toEqual([keptBy(name)]);
    expect(await readFile(join(cwd, artifacts.reports.junit), 'utf8')).toMatch(/<testsuites?\b/);
  });
});
