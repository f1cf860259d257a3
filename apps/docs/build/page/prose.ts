import { serversMarkdown, fileName } from '@cc-gateway/spec';
import { sampleLanguages } from '../samples/index.ts';
import { referencePage } from '../reference/address.ts';
import { evidenceId, rendered, type Context, type Prose } from './context.ts';
import { escaped, headingWith } from './markdown.ts';
import type { Section } from './section.ts';

/** A guide as a section, with an entry of the contents for each of its parts. */
export function guideSection(context: Context, { id, title, text, file }: Prose): Section {
  const html = rendered(context, text, { from: file });
  const parts = [...html.matchAll(/<h3 id="([^"]+)">(.*?) <a class="anchor"/g)].map(([, part, words]) => ({
    id: part!,
    title: words!.replaceAll(/<[^>]+>/g, ''),
  }));
  return { id, title, html, markdown: file, parts, isProse: true };
}

/** Where the gateway is. */
export function serversSection(context: Context): Section | undefined {
  const { t, maybe } = context.language;
  const forms = serversMarkdown(context.contract, (text) => maybe(text));
  if (forms === '') return undefined;
  const intro = t('Its address has one of these forms:');
  return { id: 'where', title: t('Where the gateway is'), html: rendered(context, `${intro}\n\n${forms}`) };
}

/** How the sources were read, with what counts as evidence. */
export function ledgerSection(context: Context): Section {
  const { t } = context.language;
  const list = context.decisions.map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`);
  const pages = context.decisions.map(
    (page) =>
      headingWith(3, page.id, escaped(page.title), t('Link to')) +
      `<div class="decision">${rendered(context, page.text, { level: 4, prefix: `${page.id}-`, from: page.file })}</div>`,
  );
  const evidence = [
    [t('page'), t("the operation's own page of the vendor says so.")],
    [t('vendor'), t('another page of the vendor says so.')],
    [t('inferred'), t('no page says so; it is our reading of what pages and public programs show.')],
  ].map(([word, text]) => `<dt>${word}</dt><dd>${text}</dd>`);
  const html = [
    `<p>${t('Where sources contradict each other or leave a choice, a page of this ledger says which reading was taken.')}</p>`,
    headingWith(3, evidenceId, t('What counts as evidence'), t('Link to')),
    `<dl>${evidence.join('')}</dl>`,
    `<ul>${list.join('')}</ul>`,
    pages.join(''),
  ];
  return { id: 'ledger', title: t('How the sources were read'), html: html.join('\n'), isProse: true };
}

/** What changed between versions of the contract. */
export function changelogSection(context: Context): Section {
  const { changes, language } = context;
  const html = rendered(context, changes.text, { prefix: 'version-', from: changes.file });
  return { id: changes.id, title: language.t('What changed'), html, markdown: changes.file };
}

/** The files beside the page. */
export function downloadsSection(context: Context): Section {
  const { contract, language, base } = context;
  const { t } = language;
  const link = (file: string, text = file): string => `<a href="${base}${file}">${escaped(text)}</a>`;
  const files = [
    `${link('openapi.yaml')}: ${t('the contract, in one file, with the sandbox before its servers')}`,
    `${link('openapi.json')}: ${t('the same, with every reference resolved')}`,
    `${link('postman.json')}: ${t('a collection for Postman, with the sandbox as its address')}`,
    `${link('bruno.json')}: ${t('a collection for Bruno, with the sandbox as its address')}`,
    `${link('llms.txt')}, ${link('llms-full.txt')}: ${t('the contract for readers that are programs')}`,
    `${link(referencePage, t('Interactive reference'))}: ${t('every schema, unfolded by Redoc')}`,
    ...contract.operations.map(({ id, summary }) => {
      const name = fileName(id);
      const samples = sampleLanguages.map(({ label, extension }) => link(`samples/${name}.${extension}`, label));
      return `${escaped(summary ? language.maybe(summary) : id)}: <a href="operations/${name}.md">Markdown</a>, ${samples.join(', ')}`;
    }),
  ];
  const { version, hash } = contract.stamp;
  const html = [
    `<ul>${files.map((file) => `<li>${file}</li>`).join('')}</ul>`,
    `<p>${t('This is version')} ${escaped(version)} ${t('of the contract,')} <code class="hash">${hash}</code>.</p>`,
  ];
  return { id: 'downloads', title: t('Downloads'), html: html.join('\n') };
}
