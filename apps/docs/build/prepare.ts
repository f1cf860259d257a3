/** Writes the document that Redoc renders: the contract, with its meaning and its guides as prose. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { contract, meaningMarkdown } from '@cc-gateway/spec';

const dist = new URL('../dist/', import.meta.url);
const spec = new URL('./', import.meta.resolve('@cc-gateway/spec/openapi.yaml'));

await mkdir(dist, { recursive: true });
for (const name of ['openapi.yaml', 'openapi.json', 'llms.txt', 'guides', 'operations']) {
  await cp(new URL(name, spec), new URL(name, dist), { recursive: true });
}

const document = structuredClone(contract.document);
const guides = await Promise.all((await readdir(new URL('guides/', dist))).toSorted().map(readGuide));
document.info.description = [document.info.description, ...guides].join('\n\n');
for (const { path, method, ...operation } of contract.operations) {
  const target = document.paths[path][method.toLowerCase()];
  const meaning = meaningMarkdown({ path, method, ...operation });
  target.description = [target.description ?? '', meaning].join('\n\n').trim();
}
await writeFile(new URL('redoc.json', dist), JSON.stringify(document));

async function readGuide(file: string): Promise<string> {
  const text = await readFile(new URL(`guides/${file}`, dist), 'utf8');
  return text.replace(/^<!--.*-->\n+/, '');
}
