/**
 * `node scripts/pages.mjs SITE [DIST]`: puts the docs that were built into a site that keeps those of earlier versions of the
 * contract: each version in a folder of its own, the newest at the root too, and on each page a way to the others.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './child.mjs';

const [site, dist = join(root, 'apps/docs/dist')] = process.argv.slice(2);
if (site === undefined || !existsSync(join(dist, 'openapi.json'))) {
  console.error(
    `${site === undefined ? 'No site was given' : `${dist} has no openapi.json`}. Expected: node scripts/pages.mjs SITE [DIST]`,
  );
  process.exit(2);
}

const { version } = JSON.parse(readFileSync(join(dist, 'openapi.json'), 'utf8')).info;
const isVersion = (name) => /^\d+\.\d+\.\d+/.test(name);
/** Before its folder is written: what is at the root is of the newest, and goes with it. */
place(join(site, version));
const versions = readdirSync(site).filter(isVersion).toSorted(byAge);
for (const name of readdirSync(site)) {
  if (!isVersion(name) && name !== '.git') rmSync(join(site, name), { recursive: true });
}
copy(join(site, versions[0]), site);
writeFileSync(join(site, 'versions.json'), `${JSON.stringify(versions)}\n`);
for (const page of readdirSync(site, { recursive: true })) {
  if (/(^|[\\/])index\.html$/.test(page)) link(page.replaceAll('\\', '/'));
}
console.log(`${resolve(site)} has ${versions.join(', ')}`);

function place(folder) {
  rmSync(folder, { recursive: true, force: true });
  copy(dist, folder);
}

/** Copies all but what is compressed for a server of our own. */
function copy(from, to) {
  for (const name of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!name.isFile() || /\.(br|gz)$/.test(name.name)) continue;
    const file = join(name.parentPath, name.name);
    cpSync(file, join(to, file.slice(from.length)), { recursive: true });
  }
}

/** Writes on a page where the other versions of it are, in place of those that were there. */
function link(page) {
  const file = join(site, page);
  const [first, ...rest] = page.split('/');
  const [own, within] = isVersion(first) ? [first, rest.join('/')] : [versions[0], page];
  const up = '../'.repeat(page.split('/').length - 1);
  const links = versions
    .filter((other) => other !== own && existsSync(join(site, other, within)))
    .map((other) => `<a href="${up}${other}/${within}">${other}</a>`);
  const html = readFileSync(file, 'utf8').replace(
    /<!--versions ([^>]*?)-->.*?<!--\/versions-->/s,
    (_, label) =>
      `<!--versions ${label}-->${links.length === 0 ? '' : ` · ${label} ${links.join(', ')}`}<!--/versions-->`,
  );
  writeFileSync(file, html);
}

/** Newest first; what is not released yet before nothing but older ones. */
function byAge(one, other) {
  const [a, b] = [one, other].map((text) =>
    text.split(/[.+-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  );
  for (let at = 0; at < 3; at += 1) if (a[at] !== b[at]) return b[at] - a[at];
  return one.length === other.length ? 0 : one.length - other.length;
}
