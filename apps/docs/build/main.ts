/** Makes the docs: the files beside the page, the page in each language, and Redoc's reference. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { bundleAssets } from './assets.ts';
import { writeDownloads } from './downloads.ts';
import { publish, publishPage, writeText } from './publish.ts';
import { buildReference } from './reference/index.ts';
import { referencePage } from './reference/address.ts';
import { sitePages } from './site.ts';

const dist = new URL('../dist/', import.meta.url);

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const assets = await bundleAssets(dist);
const pages = await sitePages(assets);
await writeDownloads(dist);
const policies: Record<string, string> = {};
for (const { file, html, beside } of pages) {
  policies[file] = await publishPage(dist, file, html);
  for (const [name, text] of beside) await writeText(dist, name, text);
}
policies[referencePage] = await buildReference(dist);
// What a server has to say of each page in a header; a policy in a page cannot keep it out of frames.
await publish(dist, 'policies.json', JSON.stringify(policies));
await writeFile(new URL('.nojekyll', dist), '');
