import { fileName, operationParts, type Operation } from '@cc-gateway/spec';
import { samplesOf } from '../samples/index.ts';
import { operationId, rendered, type Context } from './context.ts';
import { escaped, headingWith } from './markdown.ts';
import type { Section } from './section.ts';
import { referenceLink } from '../reference/address.ts';
import { tabsHtml } from './tabs.ts';
import { tryHtml } from './try.ts';

/** An operation as a section: what it does, how it is tried, its samples, and all that the contract knows of it. */
export function operationSection(context: Context, operation: Operation): Section {
  const { contract, language, base } = context;
  const { maybe, t } = language;
  const { id, method, path, summary, description, externalDocs } = operation as Operation & { externalDocs?: never };
  const own = operationId(operation);
  const parts = operationParts(contract, operation, (text) => maybe(text)).filter(
    // It has a section of its own.
    ({ title }) => title !== maybe('Where to send it'),
  );
  const vendor = pageOf(context, operation) ?? externalDocs;
  const links = [
    ...(vendor === undefined ? [] : [`<a href="${escaped(vendor)}">${t("The vendor's page")}</a>`]),
    `<a href="${base}${referenceLink(operation)}">${t('Interactive reference')}</a>`,
  ];
  const html = [
    `<p class="route"><code><b class="method">${method}</b> ${escaped(path).replaceAll('/', '/<wbr>')}</code></p>`,
    description ? rendered(context, maybe(description)) : '',
    `<p class="links">${links.join(' · ')}</p>`,
    tryHtml(context, operation),
    headingWith(3, `${own}-samples`, t('Samples'), t('Link to')),
    tabsHtml(
      `${own}-sample`,
      t('Language of the sample'),
      samplesOf(contract, operation).map(({ label, source, extension }) => ({
        label,
        html: `<div class="sample"><button type="button" class="js copy" data-copy>${t('Copy')}<span class="hidden"> ${escaped(label)}</span></button><pre><code>${escaped(source)}</code></pre><p><a href="${base}samples/${fileName(id)}.${extension}" download>${t('Download')} ${fileName(id)}.${extension}</a></p></div>`,
      })),
    ),
    ...parts.map(
      ({ title, markdown }) =>
        headingWith(
          3,
          `${own}-${title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`,
          escaped(title),
          t('Link to'),
        ) +
        rendered(context, markdown, { level: 4, prefix: `${own}-`, of: operation }) +
        (title === maybe('Prerequisites') ? roadHtml(context, operation) : ''),
    ),
  ].join('\n');
  return {
    id: own,
    title: summary ? maybe(summary) : id,
    html,
    markdown: `operations/${fileName(id)}.md`,
    parts: [
      { id: `${own}-try`, title: t('Try it') },
      { id: `${own}-samples`, title: t('Samples') },
    ],
  };
}

function pageOf({ contract: { document } }: Context, { path, method }: Operation): string | undefined {
  return document.paths?.[path]?.[method.toLowerCase()]?.externalDocs?.url as string | undefined;
}

/** The road of a request through the prerequisites, as a picture. */
function roadHtml({ pictures, language: { t } }: Context, { id }: Operation): string {
  const picture = pictures.get(`road-${fileName(id)}`);
  if (picture === undefined) return '';
  return `<figure>${picture}<figcaption>${t('The road of a request through the gateway')}</figcaption></figure>`;
}
