import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dereferenced } from '@cc-gateway/openapi';
import { contract, fileName } from '@cc-gateway/spec';
import { operationDescription, sectionsOf, type Section } from './prose.ts';
import { samplesOf } from './samples/index.ts';

const spec = new URL('./', import.meta.resolve('@cc-gateway/spec/openapi.yaml'));

/** Writes the document that Redoc renders, and the files that are downloaded beside the page, into `dist`. */
export async function prepare(dist: URL): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await mkdir(new URL('samples/', dist), { recursive: true });
  for (const name of [
    'openapi.yaml',
    'openapi.json',
    'llms.txt',
    'guides',
    'operations',
    'decisions',
    'CHANGELOG.md',
  ]) {
    await cp(new URL(name, spec), new URL(name, dist), { recursive: true });
  }

  const document = structuredClone(dereferenced(contract.bundled));
  const { before, after } = await sectionsOf(contract, dist);
  const traits = (sections: Section[]) => sections.map((section) => ({ ...section, 'x-traitTag': true }));
  document.tags = [...traits(before), ...(document.tags ?? []), ...traits(after)];
  for (const operation of contract.operations) {
    const target = document.paths[operation.path][operation.method.toLowerCase()];
    const samples = samplesOf(contract, operation);
    target.description = operationDescription(operation);
    target['x-codeSamples'] = samples.map(({ lang, label, source }) => ({ lang, label, source }));
    for (const { extension, source } of samples) {
      await writeFile(new URL(`samples/${fileName(operation.id)}.${extension}`, dist), source);
    }
  }
  await writeFile(new URL('redoc.json', dist), JSON.stringify(document));
}
