import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startMock } from '@cc-gateway/mock';
import { loadContract, sampleRequests } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const program = fileURLToPath(new URL('packages/client/derive.ts', root));
const tsc = fileURLToPath(new URL('apps/sandbox/node_modules/typescript/bin/tsc', root));
let folder: string;

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'derived-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

type Method = (args: unknown) => Promise<unknown>;

test.each([
  'packages/contract/test/documents/petstore.yaml',
  'packages/contract/test/documents/shop.yaml',
  'packages/mock/test/parity/other.yaml',
])('of %s comes a package that type-checks, and whose client calls a mock of it', async (document) => {
  const spec = fileURLToPath(new URL(document, root));
  const out = join(folder, document.replaceAll(/\W/g, '-'));
  expect(await run(program, '--spec', spec, '--out', out)).toMatchObject({ code: 0 });

  const contract = await loadContract(spec);
  const [first] = contract.operations;
  await writeFile(
    join(out, 'use.ts'),
    `import { createGatewayClient } from './dist/index.js';
     import type { paths } from './dist/types/index.js';
     export const first: keyof paths = ${JSON.stringify(first!.path)};
     type Client = ReturnType<typeof createGatewayClient>;
     export const name: keyof Client = ${JSON.stringify(first!.id)};
     // @ts-expect-error -- no such operation
     export const none: keyof Client = 'no such operation';\n`,
  );
  const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--noEmit', '--lib', 'es2024,dom'];
  expect(await run(tsc, ...options, '--types', '', join(out, 'use.ts'))).toEqual({ code: 0, output: '' });

  await using mock = await startMock({ contract });
  const { createGatewayClient } = (await import(pathToFileURL(join(out, 'dist/index.js')).href)) as {
    createGatewayClient: (options: object) => Record<string, Method>;
  };
  const called: unknown[] = [];
  for (const operation of contract.operations) {
    const { path, query, body } = sampleRequests(contract, operation)[0]!.parts;
    const schemes = operation.security[0] ?? [];
    // A key in a header is what the client calls its guid.
    const isGuid = ({ type, in: place }: (typeof schemes)[number]): boolean => type === 'apiKey' && place === 'header';
    const others = schemes.filter((scheme) => !isGuid(scheme)).map(({ scheme }) => [scheme, 'key-0123456789']);
    const client = createGatewayClient({
      baseUrl: mock.url,
      retries: 0,
      ...(schemes.some(isGuid) && { guid: 'key-0123456789' }),
      ...(others.length > 0 && { credentials: Object.fromEntries(others) }),
    });
    // The members of a plain object are arguments of their own, any other body is one.
    const isFlat = operation.body?.contents[0]?.schema.properties !== undefined;
    const args = { ...path, ...query, ...(isFlat ? (body as object) : body !== undefined && { body }) };
    called.push(
      await client[operation.id]!(args).then(
        () => 'ok',
        (error: Error) => `${operation.id}: ${error.message}`,
      ),
    );
  }
  // One document has an example that breaks its own schema, for other tests: the client says so.
  const wrong = called.filter((each) => each !== 'ok' && !/^GET \/broken: .*breaks the contract/.test(String(each)));
  expect(wrong).toEqual([]);
  expect(called).toContain('ok');
});

test('what cannot be derived is one sentence and exit code 2', async () => {
  const bad = join(folder, 'bad.json');
  const get = { parameters: [{ name: 'a', in: 'query', schema: { type: 'string', unheardOf: true } }], responses: {} };
  await writeFile(
    bad,
    JSON.stringify({ openapi: '3.1.0', info: { title: 'Bad', version: '1' }, paths: { '/a': { get } } }),
  );
  for (const [args, says] of [
    [['--spec', bad, '--out', join(folder, 'bad')], /unheardOf/],
    [['--spec', join(folder, 'none.yaml'), '--out', join(folder, 'bad')], /No such file/],
    [['--spec', bad], /--out is missing/],
    [
      [
        '--spec',
        fileURLToPath(new URL('spec/dist/openapi.yaml', root)),
        '--out',
        fileURLToPath(new URL('packages/mock', root)),
      ],
      /not derived/,
    ],
  ] as const) {
    const { code, output } = await run(program, ...args);
    expect(output).toMatch(says);
    expect([code, output.trim().split('\n').length]).toEqual([2, 1]);
  }
});

test('what is derived says of what, and that it was', async () => {
  const out = join(folder, 'own');
  await run(program, '--spec', fileURLToPath(new URL('spec/dist/openapi.yaml', root)), '--out', out);
  const manifest = JSON.parse(await readFile(join(out, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: 'cc-gateway-client', private: true, derivedBy: '@cc-gateway/client' });
  expect(JSON.stringify(manifest)).not.toContain('workspace:');
});
