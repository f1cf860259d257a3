import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { others, runtimes } from '@cc-gateway/testing/runtimes';
import { launchBrowser } from '@cc-gateway/testing/browser';
import { build as esbuild } from 'esbuild';
import { publint } from 'publint';
import ts from 'typescript';
import { build as vite } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeProgram, nodeSays, program, says } from './program.ts';
import { installPacked, run, type Scratch } from './scratch.ts';

let scratch: Scratch;
/** One for all tests that need it. */
let browser: Awaited<ReturnType<typeof launchBrowser>> | undefined;
beforeAll(async () => {
  scratch = await installPacked();
  await scratch.write('program.js', program);
});
afterAll(async () => {
  await browser?.close();
  await scratch.remove();
});

const installed = (name: string): string => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));

test('publint finds nothing to say about the packed client', async () => {
  const pack = { tarball: (await readFile(scratch.tarball)).buffer };
  expect((await publint({ pack, strict: true })).messages).toEqual([]);
});

test('its types resolve wherever an ESM package can', async () => {
  const attw = installed('@arethetypeswrong/cli/dist/index.js');
  const { stdout } = await run(process.execPath, [attw, scratch.tarball, '--profile', 'esm-only', '--no-emoji']);
  // It fails by its exit code where one of these does not resolve.
  expect(stdout.match(/OK \(ESM\)/g)).toHaveLength(6);
});

test('it is ESM without side effects, and depends on the types alone', async () => {
  const manifest = JSON.parse(
    await readFile(join(scratch.folder, 'node_modules/@cc-gateway/client/package.json'), 'utf8'),
  ) as object;
  expect(manifest).toMatchObject({ type: 'module', sideEffects: false });
  expect(manifest).toHaveProperty('dependencies', { '@cc-gateway/types': '1.0.0' });
  expect(manifest).toHaveProperty('peerDependenciesMeta', { msw: { optional: true }, undici: { optional: true } });
});

test('without undici its transport for Node says in one sentence what to install', async () => {
  await scratch.write(
    'without-undici.js',
    `import { createNodeFetch } from '@cc-gateway/client/node';
     try { createNodeFetch(); } catch (error) { console.log(error.message); }`,
  );
  // A package manager may have named its own folders to Node.
  const env = { ...process.env, NODE_PATH: '' };
  const { stdout } = await run(process.execPath, ['without-undici.js'], { cwd: scratch.folder, env });
  expect(stdout).toMatch(/^@cc-gateway\/client\/node needs undici 8, or undici 7 on .*: run `npm install undici`\.\n$/);
});

test.each(runtimes)('with undici beside it, its transport for Node runs on $name', async ({ name, program: node }) => {
  const own = await mkdtemp(join(scratch.folder, 'node-'));
  await mkdir(join(own, 'node_modules/@cc-gateway'), { recursive: true });
  const modules = join(scratch.folder, 'node_modules');
  await cp(join(modules, '@cc-gateway'), join(own, 'node_modules/@cc-gateway'), { recursive: true });
  // Undici 8 runs from Node 22.19 on.
  await symlink(installed(name === 'node-20' ? 'undici-7' : 'undici'), join(own, 'node_modules/undici'));
  await writeFile(join(own, 'program.mjs'), nodeProgram);
  expect((await run(node, ['program.mjs'], { cwd: own })).stdout.trim()).toBe(nodeSays);
});

const consumer = (calls: number): string => `
import { createGatewayClient, isGatewayError, type GatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';
import { createFakeFetch, type ExampleName } from '@cc-gateway/client/testing';

const gateway: GatewayClient = createGatewayClient({ baseUrl: 'https://gateway.example', guid: async () => 'a', fetch: createNodeFetch() });
export const name: ExampleName = 'moved';
export const fake = createFakeFetch(name);
export async function move(): Promise<string> {
  try {
    ${'await gateway.assignUserInQueue({ agentid: "101", callid: "1", skillid: 1 });\n'.repeat(calls)}
    return 'moved';
  } catch (error) {
    if (isGatewayError(error) && error.name === 'RefusedError') return error.retcode;
    throw error;
  }
}
// @ts-expect-error -- a queue is a number
void gateway.assignUserInQueue({ agentid: '101', callid: '1', skillid: '1' });
`;

/** What a compiler says of some programs. */
const typecheck = async (compiler: string, files: string[], ...flags: string[]): Promise<string> => {
  const strict = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--skipLibCheck',
    'false',
    // What the compiler brings along is its own.
    '--skipDefaultLibCheck',
    '--target',
    'es2022',
  ];
  const program = installed(`${compiler}/bin/tsc`);
  const result = await run(process.execPath, [program, ...strict, ...flags, ...files], { cwd: scratch.folder }).catch(
    (error: { stdout: string }) => error,
  );
  return result.stdout;
};
const kinds = [
  ['nodenext', ['--module', 'nodenext', '--lib', 'es2022,dom']],
  ['a bundler', ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom']],
  ['neither DOM nor Node types', ['--module', 'nodenext', '--lib', 'es2022']],
] as const;
const compilers = ['typescript', 'typescript-7'];

test.each(compilers.flatMap((compiler) => kinds.map(([kind, flags]) => ({ compiler, kind, flags }))))(
  'a strict program type-checks with $compiler, for $kind',
  async ({ compiler, kind, flags }) => {
    const usesTesting = kind !== 'neither DOM nor Node types';
    const text = usesTesting
      ? consumer(1)
      : consumer(1).replaceAll(/^.*(NodeFetch|FakeFetch|ExampleName).*$/gm, (line) =>
          line.includes('const gateway')
            ? "const gateway: GatewayClient = createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'a.AgentGateway1' });"
            : '',
        );
    await scratch.write('consumer.ts', text);
    await scratch.write('wrong.ts', text.replace('// @ts-expect-error -- a queue is a number', ''));
    const said = (await typecheck(compiler, ['consumer.ts', 'wrong.ts'], ...flags)).trim().split('\n');
    expect(said).toEqual([expect.stringMatching(/^wrong\.ts.*Type 'string' is not assignable to type 'number'/)]);
  },
);

test('a call costs a consumer at most 500 type instantiations, one or a hundred', async () => {
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const files = new Map<string, ts.SourceFile | undefined>();
  // The package, and what the language declares, are read once for the three programs.
  host.getSourceFile = (name, ...more) => {
    if (!files.has(name)) files.set(name, read(name, ...more));
    return files.get(name);
  };
  const instantiations = async (name: string, text: string): Promise<number> => {
    const program = ts.createProgram([await scratch.write(name, text)], options, host);
    expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([]);
    return program.getInstantiationCount();
  };
  const call = 'await gateway.assignUserInQueue({ agentid: "101", callid: "1", skillid: 1 });\n';
  const head =
    "import { createGatewayClient } from '@cc-gateway/client';\nconst gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'a.AgentGateway1' });\n";
  const nothing = await instantiations('none.ts', 'export {};\n');
  const one = (await instantiations('one.ts', head + call)) - nothing;
  const hundred = (await instantiations('hundred.ts', head + call.repeat(100))) - nothing;
  console.log(`type instantiations: ${one} for one call, ${hundred} for a hundred`);
  expect(Math.max(one, hundred)).toBeLessThanOrEqual(500);
});

test('its types name nothing of openapi-fetch', async () => {
  const { stdout } = await run(
    'grep',
    ['-rlE', '[\'"]openapi-(fetch|typescript)', '--include=*.d.ts', 'node_modules/@cc-gateway'],
    { cwd: scratch.folder },
  ).catch(() => ({ stdout: '' }));
  expect(stdout).toBe('');
});

test.each([{ name: "the workspace's Node", program: process.execPath }, ...runtimes])(
  'it runs on $name',
  async ({ program }) => {
    expect((await run(program, ['program.js'], { cwd: scratch.folder })).stdout.trim()).toBe(says);
  },
);

test.each(others)('it runs on $name', async ({ program, args }) => {
  const { stdout } = await run(program, [...args, 'program.js'], { cwd: scratch.folder });
  expect(stdout.trim()).toBe(says);
});

/** The files that a bundler makes, the first of them the entry. */
const bundlers: [string, () => Promise<{ name: string; text: string }[]>][] = [
  [
    'esbuild',
    async () => {
      const options = { bundle: true, format: 'esm', minify: true, write: false, platform: 'browser' } as const;
      const { outputFiles } = await esbuild({ ...options, entryPoints: [join(scratch.folder, 'program.js')] });
      return [{ name: 'bundle.mjs', text: outputFiles[0]!.text }];
    },
  ],
  [
    'Vite',
    async () => {
      const entry = join(scratch.folder, 'program.js');
      const built = await vite({
        root: scratch.folder,
        configFile: false,
        logLevel: 'silent',
        build: { write: false, target: 'es2022', lib: { entry, formats: ['es'] } },
      });
      const [{ output }] = built as unknown as [{ output: { fileName: string; code: string }[] }];
      return output.map(({ fileName: name, code: text }) => ({ name, text }));
    },
  ],
];

test.each(bundlers)('bundled by %s it runs in Chromium, and in Node', async (_name, bundle) => {
  const files = new Map((await bundle()).map(({ name, text }) => [`/${name}`, text]));
  for (const [name, text] of files) await scratch.write(name.slice(1), text);
  const [entry] = [...files.keys()] as [string];
  expect((await run(process.execPath, [join(scratch.folder, entry)])).stdout.trim()).toBe(says);

  const server = createServer((request, response) =>
    files.has(request.url!)
      ? response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(files.get(request.url!))
      : response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<script type="module" src="${entry}"></script>`),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  browser ??= await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
    expect(await (await page.waitForFunction('globalThis.said')).jsonValue()).toBe(says);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
