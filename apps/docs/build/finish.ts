/** Gives the page a Content-Security-Policy that allows its own inline scripts, by hash, and nothing from elsewhere. */
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';

const dist = new URL('../dist/', import.meta.url);
const page = new URL('index.html', dist);
const logo = 'https://cdn.redoc.ly/redoc/logo-mini-full.svg';
const ownLogo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='44' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='12' fill='%23677'%3ERedoc%3C/text%3E%3C/svg%3E";
// The one picture that Redoc would fetch from elsewhere.
const html = (await readFile(page, 'utf8')).replaceAll(logo, ownLogo);

const scripts = [...html.matchAll(/<script(?: [^>]*)?>(.*?)<\/script>/gs)].map(([, source]) => source!);
const hashes = scripts.map((source) => `'sha256-${createHash('sha256').update(source).digest('base64')}'`);
const policy = [
  "default-src 'none'",
  `script-src ${hashes.join(' ')}`,
  // Redoc writes its styles at run time.
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

await writeFile(
  page,
  html.replace('{CSP}', () => policy),
);
await rm(new URL('redoc.json', dist));
