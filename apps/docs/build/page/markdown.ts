import { Marked, type Tokens } from 'marked';
import { idOf, textOf } from './ids.ts';

/** How a page of markdown becomes a part of the one page. */
export interface Rendering {
  /** The level of its `##`; its `#` is dropped. */
  level: number;
  /** What stands before the ids of its headings, so that no two parts share one. */
  prefix: string;
  /** Where a link leads; undefined leaves its text alone. */
  hrefOf: (link: string) => string | undefined;
  /** Where a term in code leads, such as a result code; undefined where it is none. */
  termOf: (code: string) => string | undefined;
  /** The picture at an address, as markup. */
  pictureOf: (link: string, title: string) => string;
  /** A word of the prose that leads somewhere, and where. */
  word?: { text: string; href: string };
  /** The id of a table's row that begins with this cell. */
  rowIdOf?: (code: string) => string | undefined;
  /** The title of the link to a heading. */
  anchorTitle: string;
}

/** Renders markdown. Headings carry anchors, terms lead to where they are explained, and tables can be drawn as cards. */
export function renderMarkdown(markdown: string, rendering: Rendering): string {
  const { level, prefix, hrefOf, termOf, pictureOf, word, rowIdOf, anchorTitle } = rendering;
  // Inside a link or a heading nothing else may be a link.
  let within = 0;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        if (depth === 1) return '';
        within += 1;
        const text = this.parser.parseInline(tokens);
        within -= 1;
        const plain = textOf(text);
        const id = prefix + (termOf(plain.split(' ')[0]!)?.slice(1) ?? idOf(plain));
        return headingWith(Math.min(level + depth - 2, 6), id, text, anchorTitle);
      },
      link({ href, tokens }) {
        within += 1;
        const text = this.parser.parseInline(tokens);
        within -= 1;
        const leads = hrefOf(href);
        return leads === undefined || within > 0 ? text : `<a href="${escaped(leads)}">${text}</a>`;
      },
      codespan({ text }) {
        const leads = within > 0 ? undefined : termOf(text);
        const code = `<code>${escaped(text)}</code>`;
        return leads === undefined ? code : `<a class="term" href="${escaped(leads)}">${code}</a>`;
      },
      text(token) {
        if ('tokens' in token && token.tokens) return this.parser.parseInline(token.tokens);
        const text = escaped(token.text);
        if (within > 0 || !word || !text.includes(word.text)) return text;
        return text.replaceAll(word.text, `<a class="term" href="${word.href}">${word.text}</a>`);
      },
      image: ({ href, text }) => pictureOf(href, text),
      code: ({ text }) => `<pre><code>${escaped(text)}</code></pre>\n`,
      table(token) {
        return tableWith(token, (cell) => this.parser.parseInline(cell.tokens), rowIdOf);
      },
    },
  });
  // A picture is no part of a paragraph.
  return marked.parse(markdown, { async: false }).replaceAll(/<p>(<figure[\s\S]*?<\/figure>)<\/p>/g, '$1');
}

/** A heading that can be linked to. */
export const headingWith = (level: number, id: string, html: string, anchorTitle: string): string =>
  `<h${level} id="${id}">${html} <a class="anchor" href="#${id}" aria-label="${escaped(`${anchorTitle} ${textOf(html)}`)}">#</a></h${level}>\n`;

// A row is a card where a table has no room; a table that is drawn as blocks is none to a screen reader, unless it is said.
function tableWith(
  { header, rows }: Tokens.Table,
  html: (cell: Tokens.TableCell) => string,
  rowIdOf: Rendering['rowIdOf'],
): string {
  const heads = header.map(html);
  const head = heads.map((cell) => `<th role="columnheader" scope="col">${cell}</th>`).join('');
  const labels = heads.map(textOf).map((label) => {
    const ended = /[?？]$/.test(label) ? label : `${label}:`;
    return label ? ` data-label="${escaped(ended)}"` : '';
  });
  const body = rows.map((cells) => {
    const id = rowIdOf?.(cells[0]!.text.replaceAll('`', ''));
    const parts = cells.map((cell, index) => {
      return `<td role="cell"${labels[index]}>${index > 0 ? breakable(html(cell)) : html(cell)}</td>`;
    });
    return `<tr role="row"${id === undefined ? '' : ` id="${id}"`}>${parts.join('')}</tr>`;
  });
  return `<table role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body.join('')}</tbody></table>\n`;
}

/** Code in a narrow column breaks after a slash, and within no word but what no column could hold. */
const breakable = (html: string): string =>
  html.replaceAll(/<code>([^<]*)/g, (_, text: string) =>
    text.length > 40 ? `<code class="long">${text}` : `<code>${text.replaceAll('/', '/<wbr>')}`,
  );

/** Text as it stands in markup and in attributes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
