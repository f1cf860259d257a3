import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startMock } from '@cc-gateway/mock';
import { loadContract, sampleRequests, type Contract, type Operation } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const program = fileURLToPath(new URL('packages/client/derive.ts', root));
const tsc = fileURLToPath(new URL('apps/sandbox/node_modules/typescript/bin/tsc', root));
const inPackage = (name: string, file: string): string =>
  fileURLToPath(new URL(`packages/testing/node_modules/${name}/${file}`, root));

/** Documents of ours, and ten of vendors: OpenAPI 3.0, 3.1 and Swagger 2.0. */
const documents: Record<string, string> = {
  shop: fileURLToPath(new URL('packages/contract/test/documents/shop.yaml', root)),
  other: fileURLToPath(new URL('packages/mock/test/parity/other.yaml', root)),
  Blockfrost: inPackage('@blockfrost/openapi', 'openapi.yaml'),
  Decentraland: inPackage('@dcl/catalyst-api-specs', 'lib/api.yaml'),
  Dialogporten: inPackage('@digdir/dialogporten-schema', 'swagger.verified.json'),
  Figma: inPackage('@figma/rest-api-spec', 'openapi/openapi.yaml'),
  Lix: inPackage('@lix-js/server-api-schema', 'src/schema.yaml'),
  Netlify: inPackage('@netlify/open-api', 'dist/swagger.json'),
  'Open Payments, authorization': inPackage('@interledger/open-payments', 'dist/openapi/specs/auth-server.yaml'),
  'Open Payments, wallets': inPackage('@interledger/open-payments', 'dist/openapi/specs/wallet-address-server.yaml'),
  'Scalar Galaxy': inPackage('@scalar/galaxy', 'dist/3.1.json'),
  ShipEngine: inPackage('@shipengine/connect-fulfillment-provider-api', 'spec.json'),
};

/** A document of a vendor that misspells a keyword. */
const misspelt = inPackage('@interledger/open-payments', 'dist/openapi/specs/resource-server.yaml');

let folder: string;
const outOf = (name: string): string => join(folder, name.replaceAll(/\W/g, '-'));

/** What cannot be derived, where it would go, and what is said of it. */
const refused: [spec: string, out: string, says: RegExp][] = [
  [misspelt, 'bad', /^#\/paths\/\S+\/unresolvedProperites: this keyword is not known\. Expected /],
  ['none.yaml', 'bad', /No such file/],
  [documents['other']!, fileURLToPath(new URL('packages/mock', root)), /not derived/],
];
let refusals: [isContractError: boolean, message: string][];

// All in one process, and checked by the compiler at once: loading what writes types takes as long as writing them.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'derived-'));
  const pairs = Object.entries(documents).map(([name, file]) => [file, outOf(name)]);
  const source = `import { ContractError } from ${JSON.stringify(import.meta.resolve('@cc-gateway/spec'))};
    import { derive } from ${JSON.stringify(new URL('packages/client/derived.ts', root).href)};
    for (const [file, out] of ${JSON.stringify(pairs)}) await derive(file, out);
    const refusals = ${JSON.stringify(refused)}.map(([file, out]) => derive(file, out).catch((error) => [error instanceof ContractError, error.message]));
    console.log(JSON.stringify(await Promise.all(refusals)));`;
  const { code, output } = await run('--input-type=module', '--eval', source);
  if (code !== 0) throw new Error(output);
  refusals = JSON.parse(output) as typeof refusals;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

const contracts = new Map<string, Promise<Contract>>();
const contractOf = (name: string): Promise<Contract> => {
  const found = contracts.get(name) ?? loadContract(documents[name]!);
  contracts.set(name, found);
  return found;
};

/** Names of each document's first operation that the types have, and one that they have not. */
async function useOf(name: string, at: number): Promise<string> {
  const [first] = (await contractOf(name)).operations;
  const out = `./${outOf(name).slice(folder.length + 1)}/dist`;
  return `import { createGatewayClient as create${at} } from '${out}/index.js';
    import type { paths as Paths${at} } from '${out}/types/index.js';
    export const path${at}: keyof Paths${at} = ${JSON.stringify(first!.path)};
    export const name${at}: keyof ReturnType<typeof create${at}> = ${JSON.stringify(first!.id)};
    // @ts-expect-error -- no such operation
    export const none${at}: keyof ReturnType<typeof create${at}> = 'no such operation';\n`;
}

test('of each document comes a package that type-checks', async () => {
  await writeFile(join(folder, 'use.ts'), (await Promise.all(Object.keys(documents).map(useOf))).join(''));
  const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--noEmit', '--lib', 'es2024,dom'];
  expect(await run(tsc, ...options, '--types', '', join(folder, 'use.ts'))).toEqual({ code: 0, output: '' });
});

type Method = (args: unknown) => Promise<unknown>;

/** Calls an operation with its sample, and says how that ended. */
async function called(
  create: (options: object) => Record<string, Method>,
  url: string,
  contract: Contract,
  operation: Operation,
) {
  const { path, query, body } = sampleRequests(contract, operation)[0]!.parts;
  const schemes = operation.security[0] ?? [];
  // A key in a header is what the client calls its guid.
  const isGuid = ({ type, in: place }: (typeof schemes)[number]): boolean => type === 'apiKey' && place === 'header';
  const others = schemes
    .filter((scheme) => !isGuid(scheme))
    .map(({ scheme, httpScheme }) => [
      scheme,
      httpScheme === 'basic' ? { username: 'a', password: 'key-0123456789' } : 'key-0123456789',
    ]);
  const client = create({
    baseUrl: url,
    retries: 0,
    ...(schemes.some(isGuid) && { guid: 'key-0123456789' }),
    ...(others.length > 0 && { credentials: Object.fromEntries(others) }),
  });
  // The members of a plain object are arguments of their own, any other body is one.
  const isFlat = operation.body?.contents[0]?.schema.properties !== undefined;
  const args = { ...path, ...query, ...(isFlat ? (body as object) : body !== undefined && { body }) };
  return client[operation.id]!(args).then(
    () => 'ok',
    (error: Error) => `${operation.id}: ${error.message}`,
  );
}

/** How many operations of a document are called. */
const most = 20;

test.each(Object.keys(documents))('the client that is derived of %s calls a mock of it', async (name) => {
  const contract = await contractOf(name);
  await using mock = await startMock({ contract });
  const { createGatewayClient } = (await import(pathToFileURL(join(outOf(name), 'dist/index.js')).href)) as {
    createGatewayClient: (options: object) => Record<string, Method>;
  };
  const ends = await Promise.all(
    contract.operations.slice(0, most).map((operation) => called(createGatewayClient, mock.url, contract, operation)),
  );
  // What a vendor shows and what he demands may differ, and one member may be an argument of several places: the client says so.
  const faults =
    /breaks the contract|a number that would be changed|the arguments must|must be string, received|credentials must hold/;
  expect(ends.filter((end) => end !== 'ok' && !faults.test(end))).toEqual([]);
  expect(ends).toContain('ok');
});

test('what cannot be derived is one sentence, with its place, and exit code 2', async () => {
  for (const [at, [, , says]] of refused.entries()) {
    expect(refusals[at]).toEqual([true, expect.stringMatching(says)]);
    expect(refusals[at]![1]).not.toContain('\n');
  }
  for (const [args, says] of [
    [['--spec', misspelt, '--out', join(folder, 'bad')], refused[0]![2]],
    [['--spec', misspelt], /--out is missing/],
  ] as const) {
    const { code, output } = await run(program, ...args);
    expect(output).toMatch(says);
    expect([code, output.trim().split('\n').length]).toEqual([2, 1]);
  }
});

test('what is derived says of what, and that it was', async () => {
  const manifest = JSON.parse(await readFile(join(outOf('Dialogporten'), 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: 'dialogporten-client', private: true, derivedBy: '@cc-gateway/client' });
  expect(JSON.stringify(manifest)).not.toContain('workspace:');
});
