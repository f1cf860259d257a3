import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dereferenced } from '@cc-gateway/openapi';
import { contract } from '@cc-gateway/spec';
import { redoclyBeside, redocScript } from '@cc-gateway/tools';
import { hashed } from '../assets.ts';
import { publishPage } from '../publish.ts';
import { operationId } from '../page/context.ts';
import { samplesOf } from '../samples/index.ts';
import { referenceId, referencePage } from './address.ts';
import { mended, mendsOfPage, mendsOfScript } from './mend.ts';

/** Makes Redoc's reference of the contract in `dist`, beside other work; gives its Content-Security-Policy. */
export async function buildReference(dist: URL): Promise<string> {
  const document = new URL('redoc.json', dist);
  const made = new URL('redoc.html', dist);
  await writeFile(document, JSON.stringify(documentForRedoc()));
  const options = ['--template', 'build/reference/template.hbs', '--openapi.disableTelemetry'];
  await redoclyBeside('build-docs', 'dist/redoc.json', ...options, '--output', 'dist/redoc.html');
  const page = withOwnScript(mended(await readFile(made, 'utf8'), mendsOfPage), await publishScript(dist));
  await Promise.all([rm(document), rm(made), mkdir(new URL('reference/', dist), { recursive: true })]);
  const style = await readFile(new URL('style.css', import.meta.url), 'utf8');
  const html = page.replace('{STYLE}', () => style);
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

/** Redoc's script as a file that browsers keep whatever the contract says; a classic one, so that it runs from disk too. */
async function publishScript(dist: URL): Promise<string> {
  const source = mended(await readFile(redocScript, 'utf8'), mendsOfScript);
  const data = "JSON.parse(document.getElementById('redoc-data').textContent)";
  const start = `const { definition, options } = ${data};\nhydrate(definition, options, document.getElementById('redoc'));`;
  return hashed(dist, 'redoc', `(async()=>{${source}\n${start}\n})();\n`);
}

/** A page whose script is the file, and not one of Redoc's server; what it says of the contract stays where it is, as data. */
function withOwnScript(html: string, file: string): string {
  const [link] = /<link rel="modulepreload"[^>]*>/.exec(html) ?? [];
  const [script, text] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? [];
  const [, definition, options] =
    /const __redoc_definition = (.*);\s*const __redoc_options = (.*);\s*hydrate\(/.exec(text ?? '') ?? [];
  if (link === undefined || options === undefined) {
    throw new Error("Redoc's page has not the script that was expected: a definition, options, and hydrate.");
  }
  const data = `<script type="application/json" id="redoc-data">{"definition":${definition},"options":${options}}</script>`;
  const own = `${data}<script defer src="../${file}"></script>`;
  return html.replace(link, '').replace(script!, () => own);
}
