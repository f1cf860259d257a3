/** Makes the docs: the files beside the page, the page in each language, and Redoc's reference. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { bundleAssets, removeFormer } from './assets.ts';
import { writeDownloads } from './downloads.ts';
import { publish, publishPage, writeText } from './publish.ts';
import { buildReference } from './reference/index.ts';
import { referencePage } from './reference/address.ts';
import { sitePages } from './site.ts';

const dist = new URL('../dist/', import.meta.url);

await mkdir(dist, { recursive: true });
// A script is named by what it holds: one that is there stays, until it is known which this build wants.
const former = (await readdir(dist)).filter((name) => name !== 'assets');
await Promise.all(former.map((name) => rm(new URL(name, dist), { recursive: true })));
const reference = buildReference(dist);
const assets = await bundleAssets(dist);
const pages = await sitePages(assets);
await writeDownloads(dist);
const policies: Record<string, string> = {};
for (const { file, html, beside } of pages) {
  policies[file] = await publishPage(dist, file, html);
  for (const [name, text] of beside) await writeText(dist, name, text);
}
policies[referencePage] = await reference;
await removeFormer(dist);
// What a server has to say of each page in a header; a policy in a page cannot keep it out of frames.
await publish(dist, 'policies.json', JSON.stringify(policies));
await writeFile(new URL('.nojekyll', dist), '');
