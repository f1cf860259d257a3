import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { contract } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyOfRepository, operationsIn, type Copy } from './copy.ts';

const guide = readFileSync(new URL('../../../CONTRIBUTING.md', import.meta.url), 'utf8');
const diffsIn = (text: string): string[] => [...text.matchAll(/^```diff\n([^]*?)^```$/gm)].map(([, diff]) => diff!);

/** Security schemes that some of the shapes ask for: a line each, as OpenAPI has them in the index alone. */
const schemes = ['Bearer: { type: http, scheme: bearer }', 'Key: { type: apiKey, in: query, name: key }'];

// Operations of many shapes, and all that stand ready in spec/siblings, each added to one copy as a team would add it: by a
// file in spec/paths and a line in the index. Beside them the copy has what CONTRIBUTING shows, and nothing else is changed.
let copy: Copy;
let lines: string[];

beforeAll(async () => {
  copy = await copyOfRepository();
  const shapes = await operationsIn(new URL('shapes/', import.meta.url), true);
  const siblings = await operationsIn(new URL('../../../spec/siblings/', import.meta.url), false);
  const taken = await copy.read('spec/openapi.yaml');
  const further = [...shapes, ...siblings].filter(({ line }) => !taken.includes(line));
  await copy.takeIn(further);
  await copy.takeInSchemes(schemes);
  await copy.apply(diffsIn(guide));
  lines = further.map(({ line }) => line);
  // What reads any document is the same here and there; nothing of the copy goes where this repository keeps its builds.
  const kept = ['--cache=local:r', `--cache-dir=${fileURLToPath(new URL('../../../.turbo/cache', import.meta.url))}`];
  const built = ['--filter=@cc-gateway/docs', '--filter=@cc-gateway/contract'];
  await copy.pnpm('exec', 'turbo', 'run', 'build', ...built, ...kept);
});

afterAll(() => copy[Symbol.asyncDispose]());

/** The tests that know of operations, by their packages. */
const tests = {
  spec: ['facts', 'siblings', 'references'],
  'packages/mock': ['absent', 'derived', 'ready'],
  'packages/client': ['arguments', 'testing'],
  'packages/contract': ['examples', 'mock-answers', 'client-mock'],
  'apps/docs': ['static'],
};

let passing: Promise<string> | undefined;

/** What these tests say in the copy, run once and in one process: loading what they import takes as long as running them. */
function passed(): Promise<string> {
  const run = async (): Promise<string> => {
    const config = 'apps/sandbox/dist/vitest.config.mjs';
    await copy.write(config, `export { default } from '@cc-gateway/testing/vitest';\n`);
    const files = Object.entries(tests).flatMap(([folder, names]) =>
      names.map((name) => `${folder}/test/${name}.test.ts`),
    );
    const options = ['--config', config, '--root', '.', '--maxWorkers=1', '--reporter=verbose'];
    return copy.run('.', 'node_modules/vitest/vitest.mjs', 'run', ...options, ...files);
  };
  return (passing ??= run());
}

/** The operations that the copy has, and this repository has not. */
async function furtherOperations(): Promise<{ path: string; method: string; id: string }[]> {
  const { paths } = JSON.parse(await copy.read('spec/dist/bundled.json')) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  const own = new Set(contract.operations.map(({ id }) => id));
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId: id }]) =>
      id === undefined || own.has(id) ? [] : [{ path, method, id }],
    ),
  );
}

let tries = 0;

/** What a program in a package of the copy prints. What is written for it goes where nothing is linted. */
async function said(folder: string, source: string): Promise<unknown> {
  const file = `${folder}/dist/try-${(tries += 1)}.mjs`;
  await copy.write(file, source);
  return JSON.parse(await copy.run(folder, file));
}

test.concurrent('every operation has types of a name of its own, and a method that takes what it asks for', async () => {
  const calls = await copy.read('packages/types/dist/calls.d.ts');
  expect(calls).toMatch(/RestAgentArguments: \{[^}]*agentid: string;[^}]*cause: number;[^}]*minutes: number;/);
  const names = [...calls.matchAll(/^export type (\S+)Arguments =/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['RestOf', 'RestOf2', '查询排队', '_1st读取', 'Login']));
  await copy.write(
    'apps/sandbox/dist/typed/tsconfig.json',
    JSON.stringify({ extends: '../../tsconfig.json', include: ['.'] }),
  );
  await copy.write(
    'apps/sandbox/dist/typed/typed.ts',
    `import { createGatewayClient } from '@cc-gateway/client';
     const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'a.AgentGateway1' });
     export const answer = () => gateway.restAgent({ agentid: '101', cause: 3, minutes: 5 });
     export const found = async () => (await gateway.findAgents({ ids: [1], deep: { to: 2 } }))[0]?.agentid;
     export const height = async () => (await gateway.plantTree({ kind: 'oak', root: { name: 'r', children: [{ name: 'c' }] } })).result;
     export const waiting = async () => (await gateway.queryWaitCallInfoBySkillId({ agentid: '101', skillid: 8 })).result?.[0]?.callid;
     export const report = createGatewayClient({ baseUrl: 'https://gateway.example', credentials: { Bearer: 'a-long-token' } }).readReport();
     export const sent = () => gateway.sendForm({ title: 'Hello', file: new Uint8Array() });
     export const marked = () => gateway.setMark({ mark: 'm-1', wanted: ['a'] });
     // @ts-expect-error -- minutes is a number
     export const wrong = () => gateway.restAgent({ agentid: '101', cause: 3, minutes: '5' });`,
  );
  await copy.run('apps/sandbox/dist/typed', 'apps/sandbox/node_modules/typescript/bin/tsc');
});

test.concurrent('after a sign-in the session that it brought is taken, and a heartbeat renews it', async () => {
  const program = `
    import { createGatewayClient, RefusedError } from '@cc-gateway/client';
    import { createSession } from '@cc-gateway/client/session';
    import { startMock } from '@cc-gateway/mock';
    const mock = await startMock();
    const guidOf = async (path, method, headers, body) => (await fetch(mock.url + path, { method, headers, body }))
      .headers.get('set-guid').replace('JSESSIONID=', '');
    const own = '/agentgateway/resource/onlineagent/101';
    const json = { 'Content-Type': 'application/json; charset=UTF-8' };
    const first = await guidOf(own, 'PUT', json, JSON.stringify({ password: 'x', phonenum: '1' }));
    const next = await guidOf(own + '/handshake', 'POST', { Guid: first });
    const move = (guid) => createGatewayClient({ baseUrl: mock.url, guid, retries: 0 })
      .assignUserInQueue({ agentid: '101', callid: '1663580465-1134', skillid: 1 }).then(({ retcode }) => retcode, ({ retcode }) => retcode);
    const gateway = createGatewayClient({ baseUrl: mock.url, guid: next, retries: 0 });
    const refused = await gateway.restAgent({ agentid: '999', cause: 3, minutes: 5 }).catch((error) => error);
    const before = createGatewayClient({ baseUrl: mock.url });
    const signIn = () => before.login.withResponse({ agentid: '101', password: 'x', phonenum: '1' });
    using session = createSession({ signIn });
    console.log(JSON.stringify([await move(first), await move(next), await move(next.replace(/^./, 'x')), first !== next,
      refused instanceof RefusedError && refused.retcode, await move(session.guid)]));
    await mock.close();`;
  expect(await said('apps/sandbox', program)).toEqual(['0', '0', '000-003', true, '100-006', '0']);
});

test.concurrent('our own checks at full find nothing on our own mock', async () => {
  const program = `
    import { check } from '@cc-gateway/contract';
    import { startMock } from '@cc-gateway/mock';
    const mock = await startMock();
    const sent = [];
    const onRequest = (request) => sent.push(request);
    const { findings, coverage } = await check({ url: mock.url, level: 'full', onRequest });
    console.log(JSON.stringify({
      isTried: sent.some((request) => request.includes('Save-Data: on')),
      operations: coverage.operations.length,
      found: findings.filter(({ severity }) => severity !== 'warning').map(({ rule, operation, what }) => [rule, operation, what]),
    }));
    await mock.close();
    process.exit();`;
  const { operations, found, isTried } = (await said('packages/contract', program)) as Record<string, unknown>;
  expect(found).toEqual([]);
  // The probe that CONTRIBUTING adds.
  expect(isTried).toBe(true);
  expect(operations).toBeGreaterThan(lines.length);
});

test.concurrent('their docs are there: page, prerequisites, markdown, llms.txt', async () => {
  const page = await copy.read('apps/docs/dist/index.html');
  expect(page).toContain('Sending an Agent to Rest');
  expect(page).toContain('Signing In');
  expect(await copy.read('apps/docs/dist/operations/restAgent.md')).toContain('The session is alive.');
  expect(await copy.read('apps/docs/dist/llms.txt')).toContain('operations/restAgent.md');
  expect(page).toContain('data-operation="restAgent"');
  // An operation that nobody has translated is there in the other languages too.
  expect(await copy.read('apps/docs/dist/zh/index.html')).toContain('Sending an Agent to Rest');
});

test.concurrent('their contract tests run', async () => {
  const report = await passed();
  for (const sentence of [
    'restAgent > 200 resting keeps the contract',
    'the mock of restAgent > carries out the example request shortRest',
    "the client's restAgent, against the mock > resolves with the answer to the example request shortRest",
    "the client's login, against the mock > throws a refusal that explains 100-002",
  ]) {
    expect(report).toContain(sentence);
  }
});

test.concurrent('everything that tests spec, mock, client and docs by them stays green', async () => {
  const report = await passed();
  for (const [folder, names] of Object.entries(tests))
    for (const file of names) expect(report).toMatch(new RegExp(`✓ ${folder}/test/${file}\\.test\\.ts`));
});

test.concurrent('each operation that is taken out again is missed where it is called', async () => {
  const folder = 'apps/sandbox/dist/before';
  const ids = (await furtherOperations()).map(({ id }) => id);
  await copy.write(
    `${folder}/calls.ts`,
    `import { createGatewayClient } from '@cc-gateway/client';
     const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'a.AgentGateway1' });
     export const calls = [gateway.assignUserInQueue, ${ids.map((id) => `gateway[${JSON.stringify(id)}]`).join(', ')}];`,
  );
  // The client of this repository, which does not have the operations.
  const paths = {
    '@cc-gateway/client': [fileURLToPath(new URL('../../../packages/client/dist/index.d.ts', import.meta.url))],
  };
  await copy.write(
    `${folder}/tsconfig.json`,
    JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: { paths, rootDir: '/' }, include: ['calls.ts'] }),
  );
  const said = await copy.run(folder, 'apps/sandbox/node_modules/typescript/bin/tsc').catch(String);
  expect([...said.matchAll(/Property '(.+?)' does not exist on type/g)].map(([, id]) => id)).toEqual(ids);
});

test.concurrent('taking operations in is a minor change, and taking any of them out again a major one', async () => {
  const program = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { diff } from '@cc-gateway/contract';
    import { fileURLToPath } from 'node:url';
    const here = fileURLToPath(new URL('../../../spec/dist/bundled.json', import.meta.url));
    const text = readFileSync(here, 'utf8');
    const without = ({ path, method }) => {
      const document = JSON.parse(text);
      delete document.paths[path][method];
      if (!Object.values(document.paths[path]).some(({ operationId }) => operationId)) delete document.paths[path];
      const file = here.replace('bundled', 'without');
      writeFileSync(file, JSON.stringify(document));
      return file;
    };
    const added = await diff(${JSON.stringify(new URL('../../../spec/dist/bundled.json', import.meta.url).pathname)}, here);
    const removed = [];
    for (const operation of ${JSON.stringify(await furtherOperations())}) {
      const { level, changes } = await diff(here, without(operation));
      const operations = changes.filter(({ rule }) => rule === 'operation-removed').flatMap(({ operations }) => operations);
      removed.push([level, ...operations]);
    }
    console.log(JSON.stringify([added.level, removed]));`;
  const removed = (await furtherOperations()).map(({ method, path }) => ['major', `${method.toUpperCase()} ${path}`]);
  expect(await said('packages/contract', program)).toEqual(['minor', removed]);
});

test.concurrent('a version that is kept is played and checked beside the present one, and a skew is named', async () => {
  const kept = await readFile(new URL('../../../spec/dist/openapi.yaml', import.meta.url), 'utf8');
  await copy.write('spec/versions/0.9.0.yaml', kept.replace(/^( {2}version:) .*$/m, '$1 0.9.0'));
  const program = `
    import { check } from '@cc-gateway/contract';
    import { contractFile, contractVersions, loadContract } from '@cc-gateway/spec';
    import { startMock } from '@cc-gateway/mock';
    const earlier = await loadContract(contractFile('0.9.0'));
    const before = await startMock({ contract: earlier });
    const said = async (url, spec) => {
      const { outcome, contract: { version }, coverage, hints } = await check({ url, spec });
      return [outcome, version, coverage.operations.length, hints.join()];
    };
    console.log(JSON.stringify([contractVersions(), await said(before.url, contractFile('0.9.0')), await said(before.url)]));
    await before.close();
    process.exit();`;
  const [versions, own, other] = (await said('packages/contract', program)) as unknown[][];
  expect(versions).toEqual([expect.not.stringContaining('0.9.0'), '0.9.0']);
  expect(own).toEqual(['holds', '0.9.0', 1, '']);
  expect(other).toEqual([
    'violated',
    versions![0],
    expect.any(Number),
    expect.stringContaining('made from the contract 0.9.0; '),
  ]);
});

// All of it, as `npm test` in the copy would run it: as long as that, so by `npm run test:derived` alone.
test.runIf(process.env.DERIVATION === 'whole')('every test of the copy is green', { timeout: 3_600_000 }, async () => {
  // Some tests ask git for files; and what is written down of probes and callers is to have what the guide adds.
  await copy.git('init', '--quiet');
  await copy.git('add', '--all');
  for (const name of ['callers', 'contract']) await copy.pnpm('--filter', `@cc-gateway/${name}`, 'run', 'write');
  // Lint reads the types of all packages.
  await copy.pnpm('exec', 'turbo', 'run', 'build', '--filter=@cc-gateway/sandbox');
  const tasks = ['lint', 'test', '--continue', '--env-mode=loose', '--filter=!@cc-gateway/sandbox'];
  await expect(copy.pnpm('exec', 'turbo', 'run', ...tasks)).resolves.toContain('successful');
});

// After the others: it breaks the copy's spec.
test('a situation and a lint rule are there where CONTRIBUTING has them added, and a scenario plays', async () => {
  expect(diffsIn(guide)).toHaveLength(3);
  expect(await copy.run('packages/contract', 'packages/contract/dist/main.js', 'drill', '--list')).toContain(
    'wire/html-200',
  );
  const [, scenario = ''] = /```yaml\n(# yaml-language-server[^]*?)```/.exec(guide)!;
  await copy.write('apps/sandbox/dist/busy.yaml', scenario);
  const plays = `
    import { startMock } from '@cc-gateway/mock';
    import { contract, sampleRequests } from '@cc-gateway/spec';
    const mock = await startMock({ scenario: 'dist/busy.yaml' });
    const [{ target, method, headers, body }] = sampleRequests(contract, contract.operations.find(({ id }) => id === 'assignUserInQueue'));
    const ask = async () => (await (await fetch(mock.url + target, { method, headers, body: JSON.stringify(body) })).json()).retcode;
    console.log(JSON.stringify([await ask(), await ask()]));
    await mock.close();`;
  expect(await said('apps/sandbox', plays)).toEqual(['000-004', '0']);
  const file = 'spec/paths/calldata/assignuserinqueue.yaml';
  await copy.write(file, (await copy.read(file)).replace('Specified Skill Queue', 'Specified Skill Queue.'));
  await expect(copy.run('spec', 'spec/node_modules/@redocly/cli/bin/cli.js', 'lint', 'openapi.yaml')).rejects.toThrow(
    'Expected a title, without a full stop.',
  );
});
