import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { contract, isPublished, membersOf, sampleRequests, type Retcode } from '@cc-gateway/spec';
import { describe, expect, test } from 'vitest';
import { english, readLanguage } from '../build/language.ts';
import { samplesOf } from '../build/samples/index.ts';
import { sitePages } from '../build/site.ts';
import { chinese, dist, pages, read, servers } from './site.ts';

const textOf = (html: string): string =>
  html
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<wbr>/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
const plain = (markdown: string): string =>
  markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Whether the catalogue of all operations says it; those that one operation has of its own may be left in English. */
const isOfCodes = (text: string): boolean =>
  Object.values<Retcode>(contract.document['x-retcodes'].codes).some((entry) =>
    [entry.meaning, entry.action, entry.source, entry.class].includes(text),
  );

describe.each(pages)('%s', (file) => {
  const html = read(file);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);

  test('goes over the wire in at most 60,000 bytes of gzip, and begins with at most 30,000 bytes of script', () => {
    // What a further operation adds is its own.
    const further = contract.operations.length - 1;
    expect(statSync(new URL(`${file}.gz`, dist)).size).toBeLessThanOrEqual(60_000 + 8_000 * further);
    const inline = [...html.matchAll(/<script(?: data-base="[^"]*")?>([\s\S]*?)<\/script>/g)].map(
      ([, source]) => source!,
    );
    const early = statSync(new URL(/assets\/try\.\w+\.js/.exec(html)![0], dist)).size;
    const bytes = inline.reduce((sum, source) => sum + Buffer.byteLength(source), early);
    expect(inline).toHaveLength(2);
    expect(bytes).toBeLessThanOrEqual(30_000);
  });

  test('has one h1, the landmarks, a link that skips to the content, and each id once', () => {
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    for (const landmark of ['<header', '<main id="main"', '<nav']) expect(html).toContain(landmark);
    expect(html).toMatch(/<body>\s*<a class="skip" href="#main">/);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('has a way to link to every heading, and skips no level', () => {
    const headings = [...html.matchAll(/<h([1-6])([^>]*)>([\s\S]*?)<\/h\1>/g)].map(([, level, attributes, inner]) => ({
      level: Number(level),
      id: / id="([^"]+)"/.exec(attributes!)?.[1],
      inner: inner!,
    }));
    let before = 0;
    for (const { level, id, inner } of headings) {
      expect(level - before).toBeLessThanOrEqual(1);
      before = level;
      if (level > 1) expect(inner).toContain(`class="anchor" href="#${id}"`);
    }
  });

  test('leads to places that are on it, to files that are beside it, or to the vendor', () => {
    const lost = [...html.matchAll(/ href="([^"]*)"/g)]
      .map(([, link]) => link!)
      .filter((link) => {
        if (link.startsWith('https://support.huaweicloud.com/') || link === 'data:,') return false;
        if (link.startsWith('#')) return !ids.includes(decodeURIComponent(link.slice(1)));
        return !existsSync(new URL(link.split('#')[0]!, new URL(file, dist)));
      });
    expect(lost).toEqual([]);
  });

  test('holds each operation with its whole path, its fields, its samples in every language and every answer', () => {
    const text = textOf(html);
    for (const operation of contract.operations) {
      expect(text).toContain(`${operation.method} ${operation.path}`);
      for (const { name } of operation.parameters) expect(text).toContain(name);
      for (const { source } of samplesOf(contract, operation))
        expect(text).toContain(source.replaceAll(/\s+/g, ' ').trim());
      for (const { contents } of operation.answers) {
        for (const { schema, examples } of contents) {
          for (const field of Object.keys(membersOf(schema))) expect(ids).toContain(`field-${field}`);
          for (const { value } of examples) expect(text).toContain(JSON.stringify(value));
        }
      }
      for (const name of Object.keys(sampleRequests(contract, operation)[0]!.headers)) expect(text).toContain(name);
    }
  });

  test('explains each result code at an address of its own, and leads there from where it is named', () => {
    for (const code of contract.retcodes.codes.keys()) {
      expect(ids).toContain(code);
      expect(html).toContain(`href="#${code}"><code>${code}</code></a>`);
    }
  });

  test('is drawn with pictures that have a name and say the same in words', () => {
    const pictures = [...html.matchAll(/<svg[\s\S]*?<\/svg>/g)].map(([picture]) => picture);
    expect(pictures.length).toBe(
      2 + contract.operations.filter(({ preconditions }) => preconditions.length > 0).length,
    );
    for (const picture of pictures) {
      expect(picture).toMatch(/role="img" aria-labelledby="[^"]+"/);
      expect(picture).toMatch(/<title[^>]*>[^<]+<\/title><desc[^>]*>[^<]+<\/desc>/);
    }
  });
});

test('the page in English holds every word of guides, codes, servers, ledger and changelog', async () => {
  const text = textOf(read('index.html'));
  for (const { meaning, action } of contract.retcodes.codes.values()) {
    expect(text).toContain(meaning);
    expect(text).toContain(action);
  }
  for (const { description } of servers) expect(text).toContain(description);
  const spec = new URL('../../../spec/', import.meta.url);
  for (const name of ['1-authentication', '2-result-codes', '3-moving-a-call', '4-trying-it']) {
    const guide = await readFile(new URL(`guides/${name}.md`, spec), 'utf8');
    for (const block of guide.split(/\n{2,}/)) {
      if (/^[#|!<`]/.test(block)) continue;
      expect(text).toContain(plain(block));
    }
  }
});

test('the ledger has what is in force, a list of it, and no word of our tests and our toolkit', async () => {
  const html = read('index.html');
  const ledger = html.slice(html.indexOf('id="ledger"'), html.indexOf('id="changelog"'));
  const { readdirSync } = process.getBuiltinModule('node:fs');
  const folder = new URL('../../../spec/decisions/', import.meta.url);
  for (const name of readdirSync(folder)) {
    const text = await readFile(new URL(name, folder), 'utf8');
    const id = name.replace(/\.md$/, '');
    expect([name, ledger.includes(`<li><a href="#${id}">`)]).toEqual([name, isPublished(text)]);
  }
  expect(ledger).not.toMatch(/Held by|\.test\.ts|lockfile|Content-Security-Policy/);
});

test('a text that a language lacks is noticed, and one that nothing asks for', async () => {
  const language = await readLanguage(new URL('../../../spec/languages/zh.yaml', import.meta.url));
  language.t('no such text');
  expect([...language.missing]).toEqual(['no such text']);
  expect(language.unused()).toHaveLength(chinese.texts.length);
  expect(english.t('anything')).toBe('anything');
  const made = await sitePages({
    style: '',
    first: '',
    script: '',
    files: { try: '', search: '', client: '', samples: '' },
  });
  for (const { unused } of made) expect(unused).toEqual([]);
  // What an operation says of itself may be left in English; what the codes and the guides say may not.
  for (const { left } of made) expect(left.filter((text) => isOfCodes(text))).toEqual([]);
});

test('the page in Chinese says in Chinese all that we wrote ourselves, ledger and changes too, and so do its files', () => {
  const html = read('zh/index.html');
  const own = textOf(html);
  for (const { en, to } of chinese.texts) {
    if (plain(en).length > 60 && en !== to) expect(own).not.toContain(plain(en));
  }
  expect(html).toContain('<html lang="zh">');
  for (const text of ['**来源。**', '**解读。**']) expect(own).toContain(plain(text));
  for (const [, file] of html.matchAll(/data-copy-file="([^"]+)"/g)) {
    const own = read(`zh/${file}`);
    expect([file, own]).toEqual([file, expect.stringMatching(/\p{Script=Han}{4}/u)]);
    expect(own).not.toBe(read(file!));
    expect([file, own.match(/^##+ [a-z ]+$/gim)]).toEqual([file, null]);
  }
});

test('the policies of the pages are those that the decision page writes out', async () => {
  const decision = await readFile(
    new URL('../../../spec/decisions/0017-what-the-docs-pages-may-do.md', import.meta.url),
    'utf8',
  );
  const written = [...decision.matchAll(/```text\n([\s\S]*?)\n```/g)].map(([, text]) => text!.replaceAll(/\s+/g, ' '));
  const policies = Object.entries(JSON.parse(read('policies.json')) as Record<string, string>);
  expect(policies.map(([file]) => file)).toEqual([...pages, 'reference/index.html']);
  for (const [file, policy] of policies) {
    expect(read(file)).toContain(`http-equiv="Content-Security-Policy" content="${policy}"`);
    const shown = policy
      .replaceAll(/sha256-[^']+/g, 'sha256-…')
      .replaceAll(/( 'sha256-…'){2,}/g, " 'sha256-…' 'sha256-…'");
    expect(written).toContain(shown);
  }
});

test('where a row is drawn as a card its labels are the words of the columns', () => {
  const labels = pages.flatMap((file) => [...read(file).matchAll(/ data-label="([^"]*)"/g)].map(([, label]) => label!));
  expect(labels).toContain('fetch:');
  for (const label of new Set(labels)) expect(label).toMatch(/^[^`<&]*[:?？]$/);
});
