/**
 * `npm run derive -- --spec FILE --out DIR`: writes a package with the types of any OpenAPI 3.x document and a client for it, the
 * one that this repository has for its own. What cannot be generated is said with its place, and exit code 2.
 */
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { banner, callsTypes, documentTypes } from '@cc-gateway/codegen';
import { ContractError, loadContract, type Contract } from '@cc-gateway/spec';
import { generateModules, generateTypes } from './generate.ts';

// Writing types leaves ten times of a document's size behind. Let go of early, it is half of the memory: a thousand operations
// need 250 MB where they needed 480, for a third more of CPU.
for (const flag of ['--heap-growing-percent=20', '--semi-space-growth-factor=1']) setFlagsFromString(flag);

const usage = 'Expected: npm run derive -- --spec FILE --out DIR.';

try {
  const { spec, out } = flags();
  const contract = await loadContract(spec);
  await derive(contract, pathToFileURL(resolve(spec)), pathToFileURL(`${resolve(out)}/`));
  process.stdout.write(`${out} is a package with a client for ${contract.title} ${contract.stamp.version}.\n`);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function flags(): { spec: string; out: string } {
  try {
    const { spec, out } = parseArgs({ options: { spec: { type: 'string' }, out: { type: 'string' } } }).values;
    if (spec === undefined || out === undefined)
      throw new Error(`--${spec === undefined ? 'spec' : 'out'} is missing.`);
    return { spec, out };
  } catch (error) {
    throw new ContractError(`${(error as Error).message} ${usage}`);
  }
}

async function derive(contract: Contract, document: URL, out: URL): Promise<void> {
  const manifest = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
  const dist = new URL('dist/', out);
  const isOurs = await stat(new URL('package.json', out)).then(
    async () => JSON.parse(await readFile(new URL('package.json', out), 'utf8')).derivedBy === manifest.name,
    () => true,
  );
  if (!isOurs)
    throw new ContractError(`${out.pathname} has a package that was not derived. Expected a folder of its own.`);
  const declared = await callsTypes(contract);
  const head = banner('openapi-typescript', contract);
  const paths = await documentTypes(document);
  await mkdir(dist, { recursive: true });
  await cp(new URL('dist/', import.meta.url), dist, { recursive: true });
  await generateTypes(contract, dist, manifest.homepage, { declared, from: './types/calls.js' });
  await generateModules(contract, dist, manifest.version);
  await mkdir(new URL('types/', dist), { recursive: true });
  await writeFile(new URL('types/calls.d.ts', dist), head + declared);
  await writeFile(new URL('types/calls.js', dist), 'export {};\n');
  await writeFile(new URL('types/index.d.ts', dist), head + paths);
  await writeFile(new URL('types/index.js', dist), 'export {};\n');
  const { type, exports, imports, sideEffects, engines, peerDependencies, peerDependenciesMeta } = manifest;
  const types = { types: './dist/types/index.d.ts', default: './dist/types/index.js' };
  const derived = {
    name: nameOf(contract),
    version: /^\d+\.\d+\.\d+$/.test(contract.stamp.version) ? contract.stamp.version : '0.0.0',
    description: `A client for ${contract.title}`,
    private: true,
    derivedBy: manifest.name,
    type,
    exports: { ...exports, './types': types },
    imports,
    files: ['dist'],
    sideEffects,
    engines,
    peerDependencies,
    peerDependenciesMeta,
  };
  await writeFile(new URL('package.json', out), `${JSON.stringify(derived, null, 2)}\n`);
}

/** A name that npm takes. */
function nameOf({ title }: Contract): string {
  const words = title.toLowerCase().match(/[a-z\d]+/g) ?? [];
  return [...words, 'client'].join('-').slice(-200);
}
