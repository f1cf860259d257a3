import { readdir, readFile } from 'node:fs/promises';
import { Marked } from 'marked';

/** All pages in one, for paper: Redoc draws a section when it comes into sight, and paper has no sight. */
export async function printedPage(dist: URL): Promise<string> {
  const marked = new Marked();
  const pages: string[] = [];
  for (const folder of ['operations', 'guides', 'decisions']) {
    const names = (await readdir(new URL(`${folder}/`, dist))).toSorted();
    for (const name of names) pages.push(await readFile(new URL(`${folder}/${name}`, dist), 'utf8'));
  }
  const articles = pages.map((text) => marked.parse(text.replace(/^<!--.*-->\n+/, ''), { async: false }));
  // Identifiers and links into files make no sense on paper.
  return articles
    .map((article) => `<article>${article.replaceAll(/<a href="(?!https?:)[^"]*">(.*?)<\/a>/gs, '$1')}</article>`)
    .join('\n');
}
