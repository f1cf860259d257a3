import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const spec = fileURLToPath(new URL('../../spec/', import.meta.url));
const script = fileURLToPath(new URL('../new-operation.mjs', import.meta.url));
const redocly = join(
  dirname(createRequire(join(spec, 'package.json')).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
);
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'cc-gateway-operation-'));
  for (const name of ['openapi.yaml', 'paths', 'components', 'siblings', 'decisions']) {
    await cp(join(spec, name), join(copy, name), { recursive: true });
  }
});

afterAll(() => rm(copy, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: spec }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

const create = (...args: string[]) => run(script, ...args, '--spec', copy);

test('files that it writes pass lint as they are, for each method, with an agent and without', async () => {
  const wanted = [
    ['put', '/agentgateway/resource/newcomer/{agentid}/rest', 'newRest'],
    ['get', '/agentgateway/resource/newcomers', 'listNewcomers'],
    ['post', '/agentgateway/resource/newcomers/{skillid}', 'open-newcomer'],
    ['delete', '/agentgateway/resource/newcomer/{agentid}/calls/{callid}', 'drop: newcomer'],
    ['PATCH', "/agentgateway/it's/новый/{from}-{to}.json", 'изменить'],
    ['get', '/agentgateway/100%25/*', 'all'],
  ];
  for (const each of wanted) expect(await create(...each)).toMatchObject({ code: 0 });
  const index = await readFile(join(copy, 'openapi.yaml'), 'utf8');
  for (const [, path] of wanted) expect(index).toContain(`  ${path}: { $ref: paths/`);
  const { code, output } = await run(redocly, 'lint', join(copy, 'openapi.yaml'), '--config', 'redocly.yaml');
  expect(output).toContain('is valid');
  expect(code).toBe(0);
});

test.each([
  [['put', '/a'], /2 arguments were given\. Expected: npm run new:operation/],
  [['fetch', '/a', 'a'], /The method is "fetch", expected one of: get, put/],
  [['put', 'a', 'a'], /The path is "a", expected one that begins with "\/"/],
  [['put', '/a b', 'a'], /The path is "\/a b", expected one without white space/],
  [['put', '/a//b', 'a'], /expected one whose segments are all there/],
  [['put', '/a/', 'a'], /expected one whose segments are all there/],
  [['put', '/a/../../b', 'a'], /none of them "\." or "\.\."/],
  [['put', '/a/{b', 'a'], /expected each parameter as \{name\} within a segment/],
  [['put', '/a/{../b}', 'a'], /expected each parameter as \{name\} within a segment/],
  [['put', '/a/{b}/{b}', 'a'], /expected the name b once/],
  [['put', '/a', ' '], /The operationId is " ", expected a name/],
  [['put', '/a', 'assignUserInQueue'], /is taken by spec\/paths\/calldata\/assignuserinqueue\.yaml/],
  [
    ['get', '/agentgateway/resource/calldata/{agentid}/assignuserinqueue', 'a'],
    /is in the contract\. Write the method get/,
  ],
  [['put', '/other/calldata/assignuserinqueue', 'a'], /assignuserinqueue\.yaml is there already/],
])('%j is refused in a sentence, with exit code 2, and nothing is written', async (args, says) => {
  const before = await readFile(join(copy, 'openapi.yaml'), 'utf8');
  const { code, output } = await create(...args);
  expect(output.trim()).toMatch(says);
  expect([code, output.trim().split('\n').length]).toEqual([2, 1]);
  expect(await readFile(join(copy, 'openapi.yaml'), 'utf8')).toBe(before);
});

test('CONTRIBUTING shows the command as it is called', async () => {
  const text = await readFile(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
  expect(text).toContain('npm run new:operation -- put /agentgateway/resource/agent/{agentid}/rest restAgent');
});
