import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { banner, callsTypes, documentTypes } from '@cc-gateway/codegen';
import { ContractError, loadContract, type Contract } from '@cc-gateway/spec';
import { generateModules, generateTypes } from './generate.ts';

/**
 * Writes a package with the types of an OpenAPI document, and a client for it, into the folder `to`; gives the contract. Throws
 * ContractError with the place of what cannot be generated, and where the folder has another package.
 */
export async function derive(spec: string, to: string): Promise<Contract> {
  const contract = await loadContract(spec);
  const out = pathToFileURL(`${resolve(to)}/`);
  const manifest = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
  const dist = new URL('dist/', out);
  const isOurs = await stat(new URL('package.json', out)).then(
    async () => JSON.parse(await readFile(new URL('package.json', out), 'utf8')).derivedBy === manifest.name,
    () => true,
  );
  if (!isOurs)
    throw new ContractError(`${out.pathname} has a package that was not derived. Expected a folder of its own.`);
  const paths = documentTypes(contract.bundled);
  const declared = callsTypes(contract);
  const head = banner('openapi-typescript', contract);
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
  return contract;
}

/** A name that npm takes. */
function nameOf({ title }: Contract): string {
  const words = title.toLowerCase().match(/[a-z\d]+/g) ?? [];
  return [...words, 'client'].join('-').slice(-200);
}
