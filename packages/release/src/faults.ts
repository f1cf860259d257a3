import { readFile } from 'node:fs/promises';
import type { Problem } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Packed } from './pack.ts';
import { readManifest, root } from './published.ts';

const shared = readManifest(root);

/** What a published manifest says, and how. */
const expected: Record<string, (value: unknown) => boolean> = {
  description: isText,
  license: (value) => value === shared['license'],
  homepage: (value) => value === shared['homepage'],
  bugs: (value) => value === shared['bugs'],
  repository: (value) => (value as Record<string, unknown>)?.['url'] === shared['repository'],
  keywords: (value) => Array.isArray(value) && value.length > 0,
  engines: (value) => isText((value as Record<string, unknown>)?.['node']),
  files: Array.isArray,
  exports: (value) => typeof value === 'object',
  type: (value) => value === 'module',
};

/** What must not be published as it is, in words; empty where all is well. */
export async function faultsOf(packed: Packed, published: readonly string[]): Promise<string[]> {
  const { name, files, manifest, tarball } = packed;
  const said = await publint({ pack: { tarball: (await readFile(tarball)).buffer }, strict: true });
  return [
    ...Object.entries(expected)
      .filter(([field, isRight]) => !isRight(manifest[field]))
      .map(([field]) => `"${field}" is ${JSON.stringify(manifest[field])}`),
    ...['README.md', 'LICENSE'].filter((file) => !files.includes(file)).map((file) => `has no ${file}`),
    ...files.filter((path) => isSource(path)).map((path) => `brings ${path}, which nobody who installs it needs`),
    ...Object.keys(manifest.dependencies ?? {})
      .filter((each) => each.startsWith(scope(name)) && !published.includes(each))
      .map((each) => `depends on ${each}, which is not published`),
    ...(await unresolved(packed)),
    ...said.messages.map((message) => formatMessage(message, said.pkg) ?? message.code),
  ];
}

/** What of its types does not resolve where an ESM package can. Entries that are no modules have no types. */
async function unresolved({ tarball }: Packed): Promise<string[]> {
  // It brings a compiler, which takes its time to load.
  const { checkPackage, createPackageFromTarballData } = await import('@arethetypeswrong/core');
  const { filterProblems } = await import('@arethetypeswrong/core/problems');
  const packed = createPackageFromTarballData(await readFile(tarball));
  const analysis = await checkPackage(packed, { excludeEntrypoints: [/\.ya?ml$/] });
  if (!analysis.types) return ['has no types'];
  const problems = (['node16-esm', 'bundler'] as const).flatMap((resolutionKind) =>
    filterProblems(analysis, { resolutionKind }).map(nameOf),
  );
  return [...new Set(problems)].map((problem) => `has types that do not resolve: ${problem}`);
}

const nameOf = (problem: Problem): string =>
  'entrypoint' in problem ? `${problem.kind} of ${problem.entrypoint}` : problem.kind;

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

const scope = (name: string): string => name.slice(0, name.indexOf('/') + 1);

/** Everything that is run, or read by programs, stands in dist; schemas, earlier versions, and what runs it elsewhere, may stand beside it. */
const isSource = (path: string): boolean =>
  !/^(dist|deploy)\/|^versions\/\d+\.\d+\.\d+\.yaml$/.test(path) &&
  !/^(package\.json|README\.md|CHANGELOG\.md|LICENSE|[\w-]+\.schema\.json)$/.test(path);

/** What the licence of something that comes along must be. */
const permitted = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|PSF-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense)$/;

/** Whether a licence, or one that may be chosen, lets everybody use, change and pass on. */
export const isPermitted = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => permitted.test(each.trim())));
