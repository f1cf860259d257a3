import { sampleLanguages } from '../samples/index.ts';
import type { Language } from '../language.ts';
import type { Context } from './context.ts';
import { introHtml } from './intro.ts';
import { escaped } from './markdown.ts';
import { operationSection } from './operation.ts';
import { changelogSection, downloadsSection, guideSection, ledgerSection, serversSection } from './prose.ts';
import { contentsHtml, sectionHtml } from './section.ts';
import { tabRules } from './tabs.ts';

/** What stands in the page beside its text. */
export interface Equipment {
  style: string;
  /** Runs before anything is drawn. */
  first: string;
  /** Runs when all is there. */
  script: string;
  /** What the scripts know, as JSON. */
  data: unknown;
  /** The other languages, and where their pages are. */
  others: { language: Language; href: string }[];
}

/** The whole page in one language. */
export function documentHtml(context: Context, { style, first, script, data, others }: Equipment): string {
  const { contract, language, guides, base } = context;
  const { t, maybe } = language;
  const servers = serversSection(context);
  const sections = [
    ...contract.operations.map((operation) => operationSection(context, operation)),
    ...(servers ? [servers] : []),
    ...guides.map((guide) => guideSection(context, guide)),
    guideSection(context, context.callers),
    ledgerSection(context),
    changelogSection(context),
    downloadsSection(context),
  ];
  const summary: string = contract.document.info.summary ?? contract.title;
  const switches = others.map(
    ({ language: { code, name }, href }) =>
      `<a href="${href}" lang="${code}" hreflang="${code}" data-language="${code}">${name}</a>`,
  );
  return `<!DOCTYPE html>
<html lang="${language.code}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{CSP}">
<title>${escaped(contract.title)}: ${escaped(maybe(summary))}</title>
<meta name="description" content="${escaped(maybe(summary))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
${others.map(({ language: { code }, href }) => `<link rel="alternate" hreflang="${code}" href="${href}">`).join('')}
<style>${style}${tabRules(sampleLanguages.length)}</style>
<link rel="preload" as="script" href="${base}${context.assets.try}">
<script data-base="${base}">${first}</script>
</head>
<body>
<a class="skip" href="#main">${t('Skip to the content')}</a>
<header class="bar">
<a class="brand" href="#top">${escaped(contract.title)}</a>
<button type="button" class="js" id="search-open" aria-keyshortcuts="Control+K">${t('Search')} <kbd aria-hidden="true">Ctrl K</kbd></button>
<nav aria-label="${t('Language')}">${switches.join(' ')}</nav>
</header>
<div class="page">
<nav class="contents" aria-label="${t('Contents')}"><details><summary>${t('Contents')}</summary>${contentsHtml(sections)}</details></nav>
<main id="main" tabindex="-1">
${introHtml(context)}
${sections.map((section) => sectionHtml(context, section)).join('\n')}
</main>
</div>
<dialog id="search" aria-labelledby="search-title"></dialog>
<p id="said" class="hidden" role="status"></p>
<script type="application/json" id="page-data">${JSON.stringify({ ...(data as object), base }).replaceAll('<', String.raw`\u003c`)}</script>
<script>${script}</script>
</body>
</html>
`;
}
