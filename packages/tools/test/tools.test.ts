import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const tools = new URL('../index.ts', import.meta.url).href;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cc-gateway-tools-'));
  await write('redocly.yaml', "telemetry: 'off'\nextends: [spec]\n");
  await write('good.yaml', 'openapi: 3.1.1\ninfo: { title: Good, version: 1.0.0 }\npaths: {}\n');
  await write('bad.yaml', 'openapi: 3.1.1\ninfo: { title: Bad }\npaths: {}\n');
  for (const [name, source] of [
    ['good', 'export const a: number = 1;'],
    ['bad', "export const a: number = '1';"],
  ]) {
    await write(`${name}.ts`, source!);
    const compilerOptions = { outDir: '.', rootDir: '.', types: [] };
    await write(`${name}.json`, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  }
});

afterAll(() => rm(folder, { recursive: true }));

test('two commands of Redocly run in one process, one after the other', async () => {
  const { code, output } = await run(
    "await redocly('lint', 'good.yaml'); await redocly('bundle', 'good.yaml', '--output', 'bundle.yaml'); console.error('then');",
  );
  expect(output).toMatch(/is valid[\s\S]*bundle\.yaml[\s\S]*then/);
  expect(code).toBe(0);
  expect(await read('bundle.yaml')).toContain('title: Good');
});

test('where a command of Redocly fails, the process ends as the command does, and nothing comes after it', async () => {
  const { code, output } = await run("await redocly('lint', 'bad.yaml'); console.error('then');");
  expect(output).toContain('The field `version` must be present');
  expect(output).not.toContain('then');
  expect(output).not.toContain('ignore-file');
  expect(code).toBe(1);
});

test('a command of Redocly runs beside other work, and where it fails, the process ends as the command does', async () => {
  const good =
    "await Promise.all([redoclyBeside('bundle', 'good.yaml', '--output', 'beside.yaml'), compile('good.json')]);";
  expect((await run(good)).code).toBe(0);
  expect(await read('beside.yaml')).toContain('title: Good');
  const { code, output } = await run("await redoclyBeside('bundle', 'none.yaml'); console.error('then');");
  expect(output).not.toContain('then');
  expect(code).toBe(1);
});

test('a command that Redocly does not know fails, too', async () => {
  expect((await run("await redocly('lint', '--no-such-option');")).code).toBe(1);
});

test('a project compiles while Redocly lints', async () => {
  const { code } = await run("await Promise.all([compile('good.json'), redocly('lint', 'good.yaml')]);");
  expect(code).toBe(0);
  expect(await read('good.js')).toContain('const a = 1');
});

test('where a project does not compile, the process fails and says why', async () => {
  const { code, output } = await run("await Promise.all([compile('bad.json'), redocly('lint', 'good.yaml')]);");
  expect(output).toContain('TS2322');
  expect(code).not.toBe(0);
});

test('sources become one module each, what they share one beside, and what nothing asks for any longer goes', async () => {
  await mkdir(join(folder, 'src'));
  await mkdir(join(folder, 'dist'));
  await write('dist/chunk-OLD.js', '');
  await write('src/shared.ts', 'export const shared: string = "once";');
  for (const name of ['one', 'two']) {
    await write(`src/${name}.ts`, `export { shared } from './shared.ts'; export { x } from 'elsewhere';`);
  }
  const { code } = await run("await bundle({ 'one.node': 'src/one.ts', two: 'src/two.ts' });");
  expect(code).toBe(0);
  expect((await readdir(join(folder, 'dist'))).map((name) => name.replace(/-\w+\./, '-*.')).toSorted()).toEqual([
    'chunk-*.js',
    'one.node.js',
    'two.js',
  ]);
  expect(await read('dist/two.js')).toContain('from "elsewhere"');
  expect(await read('dist/two.js')).not.toContain('once');
});

test('a program begins with words that every Node reads: one that is too old is named, another runs the rest', async () => {
  const manifest = { name: 'said', bin: { said: './dist/bin.cjs' }, engines: { node: '>=22.19' } };
  await write('package.json', JSON.stringify(manifest));
  expect((await run('writeProgram();')).code).toBe(0);
  await write('dist/main.js', "console.log('it runs');");
  const program = await read('dist/bin.cjs');
  // What no target before ES2015 has stops the transformation.
  await expect(transform(program, { target: 'es5' })).resolves.toMatchObject({ warnings: [] });
  await expect(transform('const a = 1', { target: 'es5' })).rejects.toThrow('not supported');
  const as = (version: string): Promise<{ code: number; output: string }> =>
    run(`Object.defineProperty(process, 'versions', { value: { node: '${version}' } });
      await import(${JSON.stringify(pathToFileURL(join(folder, 'dist/bin.cjs')).href)});`);
  for (const version of ['22.19.0', '24.0.0']) {
    expect(await as(version)).toEqual({ code: 0, output: 'it runs\n' });
  }
  for (const version of ['0.10.48', '22.18.9']) {
    const output = `said needs Node 22.19 or later, and this is Node ${version}.\n`;
    expect(await as(version)).toEqual({ code: 2, output });
  }
  await write('package.json', JSON.stringify({ ...manifest, engines: { node: '^22' } }));
  expect((await run('writeProgram();')).output).toContain('said: engines.node is "^22", expected >=MAJOR.MINOR');
});

test('what cannot be made of a document ends a build with its sentence alone, and a fault of ours with its trace', async () => {
  const hook = `await import(${JSON.stringify(new URL('../compile-cache.js', import.meta.url).href)});`;
  const refused = "throw Object.assign(new Error('#/paths: is missing.'), { name: 'DocumentError' });";
  expect(await run(hook + refused)).toEqual({ code: 1, output: '#/paths: is missing.\n' });
  const { code, output } = await run(`${hook} throw new TypeError('no');`);
  expect([code, output]).toEqual([1, expect.stringMatching(/^TypeError: no\n {4}at /)]);
});

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

function run(program: string): Promise<{ code: number; output: string }> {
  const source = `import { bundle, compile, redocly, redoclyBeside, writeProgram } from ${JSON.stringify(tools)}; ${program}`;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--input-type=module', '--eval', source],
      { cwd: folder },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode!, output: stdout + stderr });
      },
    );
  });
}
