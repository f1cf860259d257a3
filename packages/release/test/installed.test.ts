import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { others, runtimes } from '@cc-gateway/testing/runtimes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMock } from '@cc-gateway/mock';
import { pack } from '../src/pack.ts';
import { buildByHand } from '../src/image.ts';
import { publishedPackages, root } from '../src/published.ts';
import { furnish, move } from './furnish.ts';
import { env, isReleased, managers, readMachineSettings, supported, type Manager } from './projects.ts';
import { startRegistry } from './registry.ts';
import { runSample } from './run-sample.ts';
import { samples } from './samples.ts';
import { freePort, installedMock, probeOf, secureMock, startService } from './servers.ts';
import { servingSays, typedIn } from './typed.ts';
import { type } from './typist.ts';
import { startVerdaccio } from './verdaccio.ts';

const run = promisify(execFile);
const packages = publishedPackages();
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

let folder: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
const project = (manager: Manager): string => join(folder, manager);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cc-gateway-installed-'));
  await readMachineSettings();
  const { stdout } = await run('npm', ['config', 'get', 'registry'], { cwd: folder, env });
  const packed = await Promise.all(packages.map((each) => pack(each, folder)));
  registry = await (isReleased ? startVerdaccio : startRegistry)(packed, stdout.trim(), env);
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** What programs of READMEs stand on beside our packages, in the versions of this workspace. */
async function peers(): Promise<Record<string, string>> {
  const places = { undici: 'client', vite: 'client-e2e', vitest: 'testing', '@opentelemetry/api': 'testing' };
  const versions = Object.entries(places).map(async ([name, place]) => {
    const text = await readFile(join(root, 'packages', place, 'node_modules', name, 'package.json'), 'utf8');
    return [name, (JSON.parse(text) as { version: string }).version];
  });
  return Object.fromEntries(await Promise.all(versions)) as Record<string, string>;
}

test.concurrent.each(Object.keys(managers) as Manager[])(
  '%s installs all packages in an empty project, and runs their programs',
  async (name) => {
    const { install, run: start } = managers[name];
    const own = Object.fromEntries(packages.map((each) => [each.name, each.version]));
    const dependencies = isReleased ? { ...own, ...(await peers()) } : own;
    const programs = packages.flatMap(({ manifest }) => Object.keys(manifest['bin'] ?? {}));
    const scripts = { programs: programs.map((program) => `${program} --help`).join(' && ') };
    await mkdir(project(name));
    await writeFile(
      join(project(name), 'package.json'),
      JSON.stringify({ name: 'empty', private: true, type: 'module', scripts, dependencies }),
    );
    const options = { cwd: project(name), env };
    await run(install[0], [...install.slice(1), '--registry', registry.url], options);
    const { stdout } = await run(start[0], [...start.slice(1), 'programs'], options);
    for (const program of programs) expect(stdout).toMatch(new RegExp(`^${program}\\b`, 'm'));
  },
);

/** The programs of images, each with what says that it runs, and at which port it is asked whether it is well. */
const images = [
  { folder: 'packages/mock', args: ['--port', '0', '--control', '0'], says: /control on http:\S+:(\d+)/ },
  { folder: 'apps/sandbox', args: [], says: /Docs +http:\S+:(\d+)/ },
  { folder: 'packages/contract', args: ['--version'], says: /^@cc-gateway\/contract \d/ },
];

test.concurrent.each(images)(
  'the steps of the image of $folder, taken in an empty folder, end in a program that runs, and that is well as long as it does',
  async (image) => {
    const text = await readFile(join(root, image.folder, 'deploy/Dockerfile'), 'utf8');
    const own = {
      ...env,
      PORT: '0',
      npm_config_registry: registry.url,
      npm_config_loglevel: 'error',
      npm_config_prefer_offline: 'true',
    };
    const built = await buildByHand(text, join(folder, 'images', image.folder), {}, own);
    const { entrypoint, healthcheck, root: tree, base } = built;
    expect(base).toMatch(/distroless/);
    const [node, program = '', ...rest] = entrypoint;
    expect(node).toBe('/nodejs/bin/node');
    const before = await readdir(tree, { recursive: true });
    const child = spawn(process.execPath, [join(tree, program), ...rest, ...image.args], { cwd: folder, env: own });
    const closed = once(child, 'close');
    const isWell = async (port: string): Promise<number> => {
      const [first, ...args] = healthcheck.map((word) => word.replace(/(127\.0\.0\.1:)\d+/, `$1${port}`));
      expect(first).toBe(node);
      return run(process.execPath, args, { env: own }).then(
        () => 0,
        (error: { code: number }) => error.code,
      );
    };
    let said = '';
    let port: string | undefined;
    for await (const line of createInterface(child.stdout)) {
      said += `${line}\n`;
      if (child.killed || !image.says.test(said)) continue;
      [, port] = image.says.exec(said)!;
      if (port !== undefined) expect(await isWell(port)).toBe(0);
      child.kill();
    }
    await closed;
    expect(said).toMatch(image.says);
    expect(healthcheck.length > 0).toBe(port !== undefined);
    if (port !== undefined) expect(await isWell(port)).toBe(1);
    expect(await readdir(tree, { recursive: true })).toEqual(before);
  },
);

/** Where the checks lie in a project. */
const checks = 'node_modules/@cc-gateway/contract/dist/bin.cjs';

/** What runs the programs of READMEs: before a release all that the client is for. */
const platforms = [
  ...runtimes.map((each) => ({ ...each, args: [] as string[], isForAll: supported.includes(each) })),
  ...others.map(({ name, program }) => ({
    name,
    program,
    args: name === 'deno' ? ['run', '--allow-all'] : [],
    isForAll: false,
  })),
].filter(({ isForAll }) => isReleased || isForAll);

/** Those that are run there. What the others print is known from the tests of their packages. */
const tried = samples.filter(
  ({ by, text }) => isReleased || (!by && /createGatewayClient\(|startSandbox\(/.test(text)),
);

test.each(
  (isReleased ? (Object.keys(managers) as Manager[]) : (['npm'] as const)).flatMap((manager) =>
    platforms.map((platform) => ({ manager, ...platform })),
  ),
)(
  'installed by $manager, the programs of the READMEs do on $name what is printed',
  async ({ manager, name, program, args, isForAll }) => {
    const cwd = project(manager);
    // The mock and the checks need a later Node than the client.
    const node = isForAll ? program : process.execPath;
    await using mock = await installedMock(cwd, node);
    await using secure = isReleased ? await secureMock() : undefined;
    const own = { ...env, ...secure?.settings, ...mock.settings };
    const wanted = tried.filter(({ needs, isPortable }) => isForAll || (isPortable && needs !== 'undici'));
    expect(wanted.length).toBeGreaterThan(isReleased ? 6 : 1);
    await Promise.all(
      wanted.map(async (sample, at) => {
        const said = await runSample(sample, join(cwd, `samples/${name}/${at}`), { name, program, args }, own);
        expect([sample.title, said]).toEqual([sample.title, expect.stringMatching(sample.prints)]);
      }),
    );
    const checked = await run(node, [join(cwd, checks), 'check', mock.settings['CC_GATEWAY_URL']!], { cwd, env });
    expect(checked.stdout).toMatch(/The contract holds/);
  },
);

const old = runtimes.find(({ name }) => name === 'node-20');

test.runIf(isReleased && old)(
  'installed with undici 7, the programs of the READMEs that are for it do on the oldest Node what is printed',
  async () => {
    const cwd = join(folder, 'oldest');
    await mkdir(cwd);
    await writeFile(join(cwd, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    await run('npm', ['install', '@cc-gateway/client', 'undici@7'], { cwd, env: withRegistry() });
    await using secure = await secureMock();
    const own = { ...env, ...secure.settings };
    const wanted = samples.filter(({ needs }) => needs === 'undici');
    expect(wanted).toHaveLength(2);
    for (const [at, sample] of wanted.entries())
      expect(await runSample(sample, join(cwd, `samples/${at}`), { ...old!, args: [] }, own)).toMatch(sample.prints);
  },
);

test('nothing that is installed runs a script when it is installed', async () => {
  const lock = await readFile(join(project('npm'), 'node_modules/.package-lock.json'), 'utf8');
  const installed = Object.entries((JSON.parse(lock) as { packages: Record<string, object> }).packages);
  expect(installed.length).toBeGreaterThan(30);
  expect(installed.filter(([, each]) => 'hasInstallScript' in each).map(([name]) => name)).toEqual([]);
});

/** The programs of READMEs whose packages are installed. */
const compiledSamples = samples.filter(({ needs }) => isReleased || needs === undefined).map(({ text }) => text);

test('what is installed has types that a strict compiler takes, and so are the programs of the READMEs by themselves', async () => {
  const entries = packages.flatMap(({ name, manifest }) =>
    Object.keys(manifest['exports'] as object)
      .filter((entry) => !/\.(json|ya?ml)$/.test(entry))
      .map((entry) => name + entry.slice(1)),
  );
  // Peers of the client, which only who uses these entries installs.
  const own = entries.filter((entry) => !/\/(msw|node)$/.test(entry));
  expect([own.length, compiledSamples.length]).toEqual([
    expect.toSatisfy((n) => n > 10),
    expect.toSatisfy((n) => n > 10),
  ]);
  const all = own.map((entry, at) => `import * as entry${at} from '${entry}';\nexport { entry${at} };\n`).join('');
  const files = await Promise.all(
    [all, ...compiledSamples].map(async (text, at) => {
      await writeFile(join(project('npm'), `use-${at}.ts`), text);
      return `use-${at}.ts`;
    }),
  );
  const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2024'];
  const lib = ['--lib', 'es2024,esnext.disposable,dom,dom.iterable'];
  const types = ['--types', 'node', '--typeRoots', fileURLToPath(new URL('../node_modules/@types', import.meta.url))];
  for (const module of [['nodenext'], ['esnext', '--moduleResolution', 'bundler']]) {
    const args = [tsc, ...options, ...lib, ...types, '--module', ...module, ...files];
    const compiled = await run(process.execPath, args, { cwd: project('npm') }).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
    expect(compiled).toBe('');
  }
});

/** What the commands read, once for each project. */
const furnished = new Map<Manager, Promise<void>>();

/** What is typed in a project: before a release all that is printed, else what ends by itself and needs nothing beside it. */
const commands = typedIn('project').filter(
  (command) =>
    /^(export .*; )?npx @/.test(command) &&
    (isReleased || !(servingSays(command) || /contract$|\$(SERVICE|PROBE)|--contract-version/.test(command))),
);

/** Before a release, in each project on every Node that the packages are for. */
const places = (isReleased ? (Object.keys(managers) as Manager[]) : (['npm'] as const)).flatMap((manager) =>
  (isReleased ? supported : [{ name: 'this Node', program: process.execPath }]).map((node) => ({ manager, ...node })),
);

test.each(places)(
  'the commands of the READMEs do as printed what they say, on a gateway that is there, as $manager has installed them, on $name',
  async ({ manager, program }) => {
    expect(commands.length).toBeGreaterThan(7);
    const cwd = project(manager);
    await using mock = await startMock();
    furnished.set(manager, furnished.get(manager) ?? furnish(cwd, mock));
    await furnished.get(manager);
    const own = { ...env, PORT: '0', PATH: [join(cwd, 'programs'), dirname(program), env['PATH']].join(delimiter) };
    const probe = await probeOf(join(cwd, checks));
    const hasPython = spawnSync('python3', ['--version']).status === 0;
    await Promise.all(
      commands.map(async (command) => {
        if (/python3|\$SERVICE/.test(command) && !hasPython) return;
        await using gateway = await startMock();
        await using service = await startService(cwd);
        const guid = gateway.sessionOf({ agentid: '101' });
        const variables = {
          FREE_PORT: await freePort(),
          GATEWAY: gateway.url,
          SERVICE: `${service.url}/move`,
          GUID: guid,
          PROBE: probe,
        };
        const { code, said } = await type(command, { cwd, env: { ...own, ...variables } }, async (printed) => {
          if (command.includes('--proxy')) await move(/http:\/\/127\.0\.0\.1:\d+/.exec(printed)![0], guid);
          if (command.includes('--control')) await control(cwd, /control on (http:\S+)/.exec(printed)![1]!);
        });
        const wanted = command === 'npx @cc-gateway/contract' ? 2 : 0;
        // A comparison would show a few lines of what it said.
        if (code !== wanted) throw new Error(`\`${command}\` ended with ${code}, expected ${wanted}:\n${said}`);
      }),
    );
  },
);

/** Types the lines that ask the test control of a mock. */
async function control(cwd: string, url: string): Promise<void> {
  const lines = typedIn('project').filter((command) => command.includes(' curl '));
  const { stdout } = await run('bash', ['-e', '-c', lines.join('\n')], { cwd, env: { ...env, CONTROL: url } });
  expect(stdout).toMatch(/"key":"\S+\.AgentGateway2"[^]*\{"reset":true\}/);
}

/** The environment of somebody for whom the registry is the one that has the packages. */
const withRegistry = (): NodeJS.ProcessEnv => ({
  ...env,
  npm_config_registry: registry.url,
  npm_config_loglevel: 'error',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
});

test.runIf(isReleased).each(typedIn('project').filter((command) => command.startsWith('npm install ')))(
  '`%s` does so in an empty folder',
  async (command) => {
    const cwd = await mkdtemp(join(folder, 'empty-'));
    expect(await type(command, { cwd, env: withRegistry() })).toMatchObject({ code: 0 });
    const name = command.replace('npm install ', '');
    expect(JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))).toHaveProperty(['dependencies', name]);
  },
);

test.runIf(old)(
  'installed from the registry, every program says in one sentence that Node is too old for it',
  async () => {
    const programs = packages.flatMap(({ name, manifest }) =>
      Object.entries((manifest['bin'] ?? {}) as Record<string, string>).map(([program, file]) => ({
        name,
        program,
        file,
      })),
    );
    expect(programs).toHaveLength(3);
    for (const { name, program, file } of programs) {
      await expect(run(old!.program, [join(project('npm'), 'node_modules', name, file)])).rejects.toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(
          new RegExp(`^${program} needs Node \\d+\\.\\d+ or later, and this is Node 20\\.[\\d.]+\\.\n$`),
        ),
      });
    }
  },
);
