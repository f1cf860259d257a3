import { execFile } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

// One more operation, as a team would add it: one file in spec/paths, one line in the index, nothing else.
const file = new URL('one-more-operation.yaml', import.meta.url);
const line = '  /agentgateway/resource/agent/{agentid}/rest: { $ref: paths/agent/rest.yaml }';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const windows = process.platform === 'win32';
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'one-more-operation-'));
  const left = new Set(['node_modules', 'dist', '.turbo', '.git']);
  await cp(root, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
  await linkDependencies();
  await cp(file, join(copy, 'spec/paths/agent/rest.yaml'));
  const index = join(copy, 'spec/openapi.yaml');
  await writeFile(index, (await readFile(index, 'utf8')).replace(/^paths:$/m, `paths:\n${line}`));
  await pnpm('exec', 'turbo', 'run', 'build');
});

/** Gives the copy what is installed here: the packages of others by one link, those of the workspace by links within the copy. */
async function linkDependencies(): Promise<void> {
  await mkdir(join(copy, 'node_modules'));
  await symlink(join(root, 'node_modules/.pnpm'), join(copy, 'node_modules/.pnpm'), 'junction');
  for await (const path of glob(['node_modules', '{scripts,spec,packages/*,apps/*}/node_modules'], { cwd: root })) {
    const left = new Set(['.pnpm', '.vite', '.vite-temp', '.home', '.cache']);
    const filter = (from: string): boolean => !left.has(basename(from));
    await cp(join(root, path), join(copy, path), { recursive: true, verbatimSymlinks: true, filter });
  }
}

afterAll(() => rm(copy, { recursive: true, force: true }));

async function pnpm(...args: string[]): Promise<string> {
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  // The pnpm that runs the tests, where one does: npx would ask the registry again each time.
  const isUnderPnpm = process.env.npm_config_user_agent?.startsWith('pnpm/');
  const [command, ...first] = isUnderPnpm ? ['pnpm'] : [windows ? 'npx.cmd' : 'npx', '--yes', packageManager];
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', pnpm_config_verify_deps_before_run: 'false' };
  const options = { cwd: copy, shell: windows, maxBuffer: 2 ** 26, env };
  try {
    return (await promisify(execFile)(command, [...first, ...args], options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`pnpm ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

const read = (path: string): Promise<string> => readFile(join(copy, path), 'utf8');

async function run(source: string): Promise<unknown> {
  await writeFile(join(copy, 'apps/sandbox/try.mjs'), source);
  return JSON.parse(await pnpm('--silent', '--filter', '@cc-gateway/sandbox', 'exec', 'node', 'try.mjs'));
}

test('its types are there', async () => {
  expect(await read('packages/types/dist/index.d.ts')).toMatch(/restAgent: \{/);
  const calls = await read('packages/types/dist/calls.d.ts');
  expect(calls).toMatch(/RestAgentArguments: \{[^}]*agentid: string;[^}]*cause: number;[^}]*minutes: number;/);
});

test('its client method moves the mock, with its arguments in their places, and is typed', async () => {
  const program = `
    import { createGatewayClient, RefusedError } from '@cc-gateway/client';
    import { startMock } from '@cc-gateway/mock';
    const mock = await startMock();
    const guid = mock.world.rows().sessions[0].guid;
    const gateway = createGatewayClient({ baseUrl: mock.url, guid });
    const answer = await gateway.restAgent({ agentid: '101', cause: 3, minutes: 5 });
    const refused = await gateway.restAgent({ agentid: '999', cause: 3, minutes: 5 }).catch((error) => error);
    const wrong = await gateway.restAgent({ agentid: '101', cause: -1, minutes: 5 }).catch((error) => error);
    console.log(JSON.stringify([answer, refused instanceof RefusedError && refused.retcode, wrong.name]));
    await mock.close();`;
  expect(await run(program)).toEqual([{ message: '', retcode: '0', result: {} }, '100-006', 'InvalidArgumentError']);
  await writeFile(
    join(copy, 'apps/sandbox/test/typed.ts'),
    `import { createGatewayClient } from '@cc-gateway/client';
     const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'a.AgentGateway1' });
     export const answer = () => gateway.restAgent({ agentid: '101', cause: 3, minutes: 5 });
     // @ts-expect-error -- minutes is a number
     export const wrong = () => gateway.restAgent({ agentid: '101', cause: 3, minutes: '5' });`,
  );
  await pnpm('--filter', '@cc-gateway/sandbox', 'run', 'typecheck');
});

test('its mock route answers, and refuses what breaks its contract', async () => {
  const program = `
    import { startMock } from '@cc-gateway/mock';
    const mock = await startMock();
    const guid = mock.world.rows().sessions[0].guid;
    const ask = async (query, body) => (await (await fetch(mock.url + '/agentgateway/resource/agent/101/rest' + query, {
      method: 'POST', headers: { Guid: guid, 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json()).retcode;
    console.log(JSON.stringify([
      await ask('?cause=3', { minutes: 5 }), await ask('?cause=x', { minutes: 5 }), await ask('?cause=3', { minutes: 0 })]));
    await mock.close();`;
  expect(await run(program)).toEqual(['0', '000-002', '000-006']);
});

test('its docs are there: page, prerequisites, markdown, llms.txt and a curl line', async () => {
  const page = await read('apps/docs/dist/index.html');
  expect(page).toContain('Sending an Agent to Rest');
  expect(await read('apps/docs/dist/zh/index.html')).toContain('Sending an Agent to Rest');
  expect(page).toContain('id="restAgent-try"');
  expect(await read('apps/docs/dist/operations/restAgent.md')).toContain('The session is alive.');
  expect(await read('apps/docs/dist/llms.txt')).toContain('operations/restAgent.md');
});

test('its contract tests run, and everything that tests the spec stays green', async () => {
  const report = await pnpm(
    '--filter',
    '@cc-gateway/contract',
    'exec',
    'vitest',
    'run',
    '--reporter=verbose',
    'test/examples.test.ts',
    'test/mock-answers.test.ts',
    'test/client-mock.test.ts',
    'test/ledger.test.ts',
  );
  for (const sentence of [
    'restAgent > 200 resting keeps the contract',
    'the mock of restAgent > carries out the example request shortRest',
    "the client's restAgent, against the mock > resolves with the answer to the example request shortRest",
    "the client's restAgent, against the mock > throws a refusal that explains",
  ]) {
    expect(report).toContain(sentence);
  }
  await pnpm('exec', 'turbo', 'run', 'test', '--filter=@cc-gateway/spec');
  await pnpm('--filter', '@cc-gateway/docs', 'exec', 'vitest', 'run', 'test/static.test.ts', 'test/page.test.ts');
});
