import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contract } from '@cc-gateway/spec';
import { describeContract } from './describe.ts';
import { printedPage } from './print.ts';
import { sampleLanguages } from './samples/index.ts';

const logo = 'https://cdn.redoc.ly/redoc/logo-mini-full.svg';
const ownLogo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='44' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='12' fill='%23677'%3ERedoc%3C/text%3E%3C/svg%3E";

/**
 * Puts the panel into the page that Redoc made in `dist`, gives it a Content-Security-Policy that allows its own inline
 * scripts, by hash, and nothing from elsewhere, and compresses it.
 */
export async function finish(dist: URL, { script, style }: { script: string; style: string }): Promise<void> {
  const page = new URL('index.html', dist);
  const options = 'const __redoc_options = {';
  const languages = sampleLanguages.map(({ label, lang }) => ({ key: label.toLowerCase(), label, lang }));
  const parts: Record<string, string> = {
    // The one picture that Redoc would fetch from elsewhere.
    [logo]: ownLogo,
    // Redoc shows a sample only in a language of its list, which has no TypeScript and no option on the command line.
    [options]: `${options}"codeSamples":${JSON.stringify({ languages })},`,
    '{PRINT}': await printedPage(dist),
    '{PANEL-STYLE}': style,
    '{PANEL-CONTRACT}': JSON.stringify(describeContract(contract)).replaceAll('<', String.raw`\u003c`),
    '{PANEL-SCRIPT}': script,
  };
  let html = await readFile(page, 'utf8');
  for (const [placeholder, text] of Object.entries(parts)) {
    if (!html.includes(placeholder)) throw new Error(`Redoc's page has no ${placeholder}, expected one to replace.`);
    html = html.replaceAll(placeholder, () => text);
  }

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

  const finished = html.replace('{CSP}', () => policy);
  await writeFile(page, finished);
  // The page as it goes over the wire; a quality of 5 takes a fifth of the time of 9 for four hundredths more bytes.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(finished, { params }),
    promisify(gzip)(finished, { level: 5 }),
  ]);
  await writeFile(new URL('index.html.br', dist), br);
  await writeFile(new URL('index.html.gz', dist), gz);
  await rm(new URL('redoc.json', dist));
}
