import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dereferenced } from '@cc-gateway/openapi';
import { contract } from '@cc-gateway/spec';
import { redocly } from '@cc-gateway/tools';
import { hashed } from '../assets.ts';
import { publishPage } from '../publish.ts';
import { operationId } from '../page/context.ts';
import { samplesOf } from '../samples/index.ts';
import { referenceId, referencePage } from './address.ts';
import { mended } from './mend.ts';

/** Makes Redoc's reference of the contract in `dist`; gives its Content-Security-Policy. */
export async function buildReference(dist: URL): Promise<string> {
  const document = new URL('redoc.json', dist);
  const made = new URL('redoc.html', dist);
  await writeFile(document, JSON.stringify(documentForRedoc()));
  const options = ['--template', 'build/reference/template.hbs', '--inlineBundle', '--openapi.disableTelemetry'];
  await redocly('build-docs', 'dist/redoc.json', ...options, '--output', 'dist/redoc.html');
  const { page, script } = apart(mended(await readFile(made, 'utf8')));
  await Promise.all([rm(document), rm(made), mkdir(new URL('reference/', dist), { recursive: true })]);
  const file = await hashed(dist, 'redoc', script);
  const style = await readFile(new URL('style.css', import.meta.url), 'utf8');
  const html = page
    .replace('{STYLE}', () => style)
    .replace('{SCRIPT}', () => `<script defer src="../${file}"></script>`);
  // Redoc writes its styles at run time.
  return publishPage(dist, referencePage, html, { style: "'unsafe-inline'", images: "'self' data:", fonts: 'data:' });
}

/** What the reference shows: the contract, with the samples, and the way to what the page says of each operation. */
function documentForRedoc(): unknown {
  const document = structuredClone(dereferenced(contract.bundled));
  for (const operation of contract.operations) {
    const target = document.paths[operation.path][operation.method.toLowerCase()];
    const samples = samplesOf(contract, operation);
    const way = `[Prerequisites, result codes, guides and Try it](../index.html#${operationId(operation)})`;
    target.operationId = referenceId(operation);
    target.description = [operation.description?.trim() ?? '', way].join('\n\n').trim();
    target['x-codeSamples'] = samples.map(({ lang, label, source }) => ({ lang, label, source }));
  }
  return document;
}

/** Redoc's script as a file of its own, which browsers keep; a classic one, so that it runs from disk too. */
function apart(html: string): { page: string; script: string } {
  const found = [...html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)];
  if (found.length !== 1) throw new Error(`Redoc's page has ${found.length} module scripts, expected one.`);
  const [whole, source] = found[0]!;
  return { page: html.replace(whole, '{SCRIPT}'), script: `(async()=>{${source}\n})();\n` };
}
