import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runtimes } from '@cc-gateway/testing/runtimes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMock } from '@cc-gateway/mock';
import { printedCommands } from '../src/commands.ts';
import { pack } from '../src/pack.ts';
import { buildByHand } from '../src/image.ts';
import { publishedPackages, root } from '../src/published.ts';
import { startRegistry } from './registry.ts';
import { startVerdaccio } from './verdaccio.ts';

const run = promisify(execFile);
const packages = publishedPackages();
const yarn = fileURLToPath(new URL('../node_modules/yarn/bin/yarn.js', import.meta.url));

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

/** How each manager installs, and how it runs a script, in which the programs of packages are on the path. */
const managers = {
  npm: { install: ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'], run: ['npm', 'run'] },
  pnpm: { install: ['pnpm', 'install'], run: ['pnpm', 'run'] },
  yarn: {
    install: [process.execPath, yarn, 'install', '--non-interactive', '--silent', '--cache-folder', '.cache'],
    run: [process.execPath, yarn, 'run'],
  },
} as const;
type Manager = keyof typeof managers;

/** Whether the packages are published to a true registry, as before a release. */
const isReleased = process.env['REGISTRY'] === 'verdaccio';

/** The Nodes that the packages are for. */
const supported = runtimes.filter(({ name }) => Number(name.split('-')[1]) >= 22);

let folder: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
const project = (manager: Manager): string => join(folder, manager);

/** The environment of a user: none of the settings of the workspace that runs this. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_|NODE_PATH|INIT_CWD)/.test(name)),
);

/** Has package managers read the machine's own settings, which they look for beside their Node: here that is the workspace's. */
async function readMachineSettings(): Promise<void> {
  const own = env['PATH']!.split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const { stdout } = await run('npm', ['prefix', '--global'], { env: { ...env, PATH: own.join(delimiter) } });
  env['PREFIX'] = stdout.trim();
}

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

test.concurrent.each(Object.keys(managers) as Manager[])(
  '%s installs all packages in an empty project, and runs their programs',
  async (name) => {
    const { install, run: start } = managers[name];
    const dependencies = Object.fromEntries(packages.map((each) => [each.name, each.version]));
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

/** The programs of images, each with what says that it runs. */
const images = [
  { folder: 'packages/mock', args: ['--port', '0', '--control', '0'], says: / on http:\S+/ },
  { folder: 'apps/sandbox', args: [], says: /Docs +http:/ },
  { folder: 'packages/contract', args: ['--version'], says: /^@cc-gateway\/contract \d/ },
];

test.concurrent.each(images)(
  'the steps of the image of $folder, taken in an empty folder, end in a program that runs',
  async (image) => {
    const text = await readFile(join(root, image.folder, 'deploy/Dockerfile'), 'utf8');
    const own = {
      ...env,
      PORT: '0',
      npm_config_registry: registry.url,
      npm_config_loglevel: 'error',
      npm_config_prefer_offline: 'true',
    };
    const { entrypoint, root: tree, base } = await buildByHand(text, join(folder, 'images', image.folder), {}, own);
    expect(base).toMatch(/distroless/);
    const [node, program = '', ...rest] = entrypoint;
    expect(node).toBe('/nodejs/bin/node');
    const before = await readdir(tree, { recursive: true });
    const child = spawn(process.execPath, [join(tree, program), ...rest, ...image.args], { cwd: folder, env: own });
    const closed = once(child, 'close');
    let said = '';
    for await (const line of createInterface(child.stdout)) {
      said += `${line}\n`;
      if (image.says.test(said)) child.kill();
    }
    await closed;
    expect(said).toMatch(image.says);
    expect(await readdir(tree, { recursive: true })).toEqual(before);
  },
);

const written = new Map<string, Promise<string>>();

/** Writes a program of the READMEs into the project, once, as it is printed: it has no types, so that every Node runs it. */
function printed(file: string): Promise<string> {
  const own = join(project('npm'), `${basename(file, '.ts')}.js`);
  const known =
    written.get(file) ??
    readFile(join(root, file), 'utf8')
      .then((text) => writeFile(own, text))
      .then(() => own);
  written.set(file, known);
  return known;
}

test.each(supported)(
  'installed from the registry, mock, checks and client work with each other on $name',
  async ({ program: node }) => {
    const own = join(project('npm'), 'node_modules/@cc-gateway');
    const mock = spawn(node, [join(own, 'mock/dist/bin.cjs'), '--port', '0'], {
      cwd: folder,
      env,
      // Lines that nobody reads would stop it once there are many.
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const closed = once(mock, 'close');
    try {
      let [address, guid] = ['', ''];
      for await (const line of createInterface(mock.stdout)) {
        address ||= / on (http:\S+)/.exec(line)?.[1] ?? '';
        guid ||= /"guid":"([^"]+)"/.exec(line)?.[1] ?? '';
        if (line.startsWith('curl ')) break;
      }
      const variables = { ...env, CC_GATEWAY_URL: address, CC_GATEWAY_GUID: guid };
      const moved = await run(node, [await printed('apps/example/main.ts')], { cwd: project('npm'), env: variables });
      expect(moved.stdout).toMatch(/moved to queue 1\n.*not-applied.*400-001/);
      const { stdout } = await run(node, [await printed('apps/sandbox/samples/program.ts')], {
        cwd: project('npm'),
        env,
      });
      expect(stdout).toMatch(/^200 /);
      const checks = [join(own, 'contract/dist/bin.cjs'), 'check', address];
      expect((await run(node, checks, { cwd: folder, env })).stdout).toMatch(/The contract holds/);
    } finally {
      mock.kill();
      await closed;
    }
  },
);

test('nothing that is installed runs a script when it is installed', async () => {
  const lock = await readFile(join(project('npm'), 'node_modules/.package-lock.json'), 'utf8');
  const installed = Object.entries((JSON.parse(lock) as { packages: Record<string, object> }).packages);
  expect(installed.length).toBeGreaterThan(30);
  expect(installed.filter(([, each]) => 'hasInstallScript' in each).map(([name]) => name)).toEqual([]);
});

/** The programs that READMEs print, but those that stand on a package of others: they are files, which lint reads. */
const samples = globSync(['*.md', '{spec,packages/*,apps/*}/README.md'], { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)].flatMap(([, text = '']) =>
    /from '(?!@cc-gateway|node:)|client\/(msw|node)'/.test(text) ? [] : [text],
  ),
);

test('what is installed has types that a strict compiler takes, and so are the programs of the READMEs by themselves', async () => {
  const entries = packages.flatMap(({ name, manifest }) =>
    Object.keys(manifest['exports'] as object)
      .filter((entry) => !/\.(json|ya?ml)$/.test(entry))
      .map((entry) => name + entry.slice(1)),
  );
  // Peers of the client, which only who uses these entries installs.
  const own = entries.filter((entry) => !/\/(msw|node)$/.test(entry));
  expect([own.length, samples.length]).toEqual([expect.toSatisfy((n) => n > 10), expect.toSatisfy((n) => n > 10)]);
  const all = own.map((entry, at) => `import * as entry${at} from '${entry}';\nexport { entry${at} };\n`).join('');
  const files = await Promise.all(
    [all, ...samples].map(async (text, at) => {
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

/** A call to the mock, as a recording has it. */
async function recorded(url: string, guid: string): Promise<object> {
  const headers = { 'Content-Type': 'application/json; charset=UTF-8', Guid: guid };
  const target = `${url}/agentgateway/resource/calldata/101/assignuserinqueue`;
  const text = '{"callid":"1663580465-1134","skillid":1}';
  const answer = await fetch(target, { method: 'PUT', headers, body: text });
  const listed = (all: Iterable<[string, string]>) => [...all].map(([name, value]) => ({ name, value }));
  const request = {
    method: 'PUT',
    url: target,
    httpVersion: 'HTTP/1.1',
    headers: listed(Object.entries(headers)),
    postData: { mimeType: headers['Content-Type'], text },
  };
  const content = { mimeType: 'application/json', text: await answer.text() };
  const response = { status: answer.status, headers: listed(answer.headers), content };
  return {
    log: { version: '1.2', entries: [{ startedDateTime: '2026-11-23T00:00:00Z', time: 1, request, response }] },
  };
}

const caller = `import json, os, sys, urllib.request
path = '/agentgateway/resource/calldata/%s/assignuserinqueue' % os.environ['CC_GATEWAY_AGENTID']
body = json.dumps({'callid': os.environ['CC_GATEWAY_CALLID'], 'skillid': int(os.environ['CC_GATEWAY_SKILLID'])}).encode()
headers = {'Content-Type': 'application/json; charset=UTF-8', 'Guid': os.environ['CC_GATEWAY_GUID']}
request = urllib.request.Request(os.environ['CC_GATEWAY_URL'] + path, body, headers, method='PUT')
with urllib.request.urlopen(request) as answer: sys.exit(0 if json.load(answer)['retcode'] == '0' else 1)
`;

// What serves until it is stopped, or wants a port of its own, is begun above, and in the packages' own tests.
const isBegun = (command: string): boolean =>
  command.startsWith('npx @') && !/--port|contract$|@cc-gateway\/(mock|sandbox)|\b(URL|X)\b/.test(command);

const commands = printedCommands()
  .map(({ command }) => command)
  .filter(isBegun)
  .map((command) =>
    command
      .replace(/https?:\/\/(127\.0\.0\.1|gateway\.example):8043/, '$GATEWAY')
      // All of them are in the drill's own tests.
      .replace(/ drill /, ' drill --situation success '),
  );

let furnished: Promise<string> | undefined;

/** The project with what the commands read, once; gives the key of a session. */
const readmeProject = (): Promise<string> =>
  (furnished ??= (async () => {
    const cwd = project('npm');
    await using mock = await startMock();
    const guid = mock.sessionOf({ agentid: '101' });
    const document = await readFile(join(cwd, 'node_modules/@cc-gateway/spec/dist/openapi.yaml'), 'utf8');
    await mkdir(join(cwd, 'spec'));
    for (const name of ['spec/openapi.yaml', 'old.yaml', 'new.yaml']) await writeFile(join(cwd, name), document);
    await writeFile(join(cwd, 'calls.har'), JSON.stringify(await recorded(mock.url, guid)));
    await writeFile(join(cwd, 'move.py'), caller);
    const git = 'git -c user.name=a -c user.email=a@example.com';
    await run('bash', ['-c', `git init -q -b main && git add spec && ${git} commit -qm a && git tag v1.0.0`], {
      cwd,
      env,
    });
    // What npx does with a package that is installed, without half a second of npm's own.
    await writeFile(
      join(cwd, 'npx'),
      '#!/bin/sh\nprogram=cc-gateway-${1#@cc-gateway/}\nshift\nexec "${0%/*}/node_modules/.bin/$program" "$@"\n',
    );
    await chmod(join(cwd, 'npx'), 0o755);
    return guid;
  })());

// Before a release, on every Node that the packages are for.
const nodes =
  isReleased && supported.length > 0
    ? supported
    : [{ name: `node-${process.versions.node.split('.')[0]}`, program: process.execPath }];

test.each(nodes)(
  'the commands of the READMEs do as printed what they say, on a gateway that is there, on $name',
  async ({ program }) => {
    expect(new Set(commands).size).toBeGreaterThan(7);
    const cwd = project('npm');
    const guid = await readmeProject();
    const PATH = [cwd, dirname(program), env['PATH']].join(delimiter);
    const hasPython = spawnSync('python3', ['--version']).status === 0;
    await Promise.all(
      [...new Set(commands)].map(async (command) => {
        if (command.includes('python3') && !hasPython) return;
        await using own = await startMock();
        const variables = { ...env, PATH, CC_GATEWAY_AUTH: guid, GATEWAY: own.url };
        const ended = await run('bash', ['-c', command], { cwd, env: variables }).then(
          () => 0,
          (error: { code: number; stdout: string; stderr: string }) => `${error.code}: ${error.stdout}${error.stderr}`,
        );
        expect([command, ended]).toEqual([command, 0]);
      }),
    );
  },
);

const old = runtimes.find(({ name }) => name === 'node-20');

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
