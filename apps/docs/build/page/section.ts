import type { Context } from './context.ts';
import { escaped, headingWith } from './markdown.ts';

/** A section of the page, which the contents lead to. */
export interface Section {
  id: string;
  title: string;
  /** In its words as markup. */
  html: string;
  /** The file with its own markdown, relative to the folder of the page. */
  markdown?: string;
  /** Entries of the contents below its own. */
  parts?: { id: string; title: string }[];
  /** It is text, which paper shows in two columns. */
  isProse?: boolean;
}

/** A section with its heading, and the way to its markdown. */
export function sectionHtml({ language: { t } }: Context, { id, title, html, markdown, isProse }: Section): string {
  const copy =
    markdown === undefined
      ? ''
      : `<p class="tools"><a href="${markdown}">${t('Markdown')}</a> <button type="button" class="js" data-copy-file="${markdown}">${t('Copy as Markdown')}</button></p>`;
  return `<section${isProse ? ' class="prose"' : ''} aria-labelledby="${id}">${headingWith(2, id, escaped(title), t('Link to'))}${copy}${html}</section>`;
}

/** The contents of the page, as a list of links. */
export const contentsHtml = (sections: Section[]): string =>
  `<ul>${sections
    .map(({ id, title, parts = [] }) => {
      const inner = parts.map((part) => `<li><a href="#${part.id}">${escaped(part.title)}</a></li>`).join('');
      return `<li><a href="#${id}">${escaped(title)}</a>${inner === '' ? '' : `<ul>${inner}</ul>`}</li>`;
    })
    .join('')}</ul>`;
