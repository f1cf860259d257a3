import { cp, readdir, readFile } from 'node:fs/promises';
import { contract, fileName, isPublished, llmsText, publishedText, titleOf, type LinkedPage } from '@cc-gateway/spec';
import { callersText } from './callers.ts';
import { collectionsOf } from './collections.ts';
import { english } from './language.ts';
import { samplesOf } from './samples/index.ts';
import { picturesOf } from './pictures/index.ts';
import { writeText } from './publish.ts';
import { withSandbox } from './servers.ts';
import { operationText, styled } from './texts.ts';

const spec = new URL('./', import.meta.resolve('@cc-gateway/spec/openapi.yaml'));

/** Writes the files that are downloaded beside the page: contract, pages of markdown, samples, collections, llms.txt. */
export async function writeDownloads(dist: URL): Promise<void> {
  const write = (file: string, text: string): Promise<void> => writeText(dist, file, text);
  for (const name of ['guides', 'changes.md']) {
    await cp(new URL(name, spec), new URL(name, dist), { recursive: true });
  }
  for (const name of ['openapi.yaml', 'openapi.json']) {
    await write(name, withSandbox(await readFile(new URL(name, spec), 'utf8')));
  }
  for (const [name, picture] of picturesOf(contract, (text) => text)) {
    await write(`pictures/${name}.svg`, styled(picture));
  }
  const decisions: LinkedPage[] = [];
  for (const name of (await readdir(new URL('decisions/', spec))).toSorted()) {
    const text = await readFile(new URL(`decisions/${name}`, spec), 'utf8');
    await write(`decisions/${name}`, publishedText(text));
    if (isPublished(text)) decisions.push({ file: `decisions/${name}`, title: titleOf(text) ?? name });
  }
  const samples: LinkedPage[] = [];
  const operations: string[] = [];
  for (const operation of contract.operations) {
    const name = fileName(operation.id);
    for (const { label, extension, source } of samplesOf(contract, operation)) {
      await write(`samples/${name}.${extension}`, source);
      samples.push({ file: `samples/${name}.${extension}`, title: `${operation.id} in ${label}` });
    }
    const page = operationText(contract, operation, english);
    operations.push(page);
    await write(`operations/${name}.md`, page);
  }
  const { postman, bruno } = await collectionsOf(contract);
  await write('postman.json', postman);
  await write('bruno.json', bruno);
  const guides: LinkedPage[] = [];
  const texts: string[] = [];
  for (const name of (await readdir(new URL('guides/', dist))).toSorted()) {
    const text = (await readFile(new URL(`guides/${name}`, dist), 'utf8')).replace(/^<!--.*-->\n+/, '');
    guides.push({ file: `guides/${name}`, title: titleOf(text) ?? name });
    texts.push(text);
  }
  const callers = await callersText(english.t);
  await write('callers.md', `${callers}\n`);
  texts.push(callers);
  const downloads = [
    { file: 'callers.md', title: titleOf(callers) ?? 'callers.md' },
    { file: 'postman.json', title: 'Postman collection' },
    { file: 'bruno.json', title: 'Bruno collection' },
    { file: 'llms-full.txt', title: 'All of this in one file' },
  ];
  const overview = llmsText(contract, { guides, decisions, samples, downloads });
  await write('llms.txt', overview);
  for (const { file } of decisions) texts.push(await readFile(new URL(file, dist), 'utf8'));
  texts.push(await readFile(new URL('changes.md', dist), 'utf8'));
  await write('llms-full.txt', [overview, ...operations, ...texts].join('\n\n'));
}
