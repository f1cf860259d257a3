/** A place of the page that can be found. */
export interface Place {
  /** Of its heading. */
  id: string;
  title: string;
  /** The section that it is a part of, where it is one. */
  within: string;
  text: string;
}

/** Every heading of the page with the text below it, up to the next heading. */
export function placesOf(main: HTMLElement): Place[] {
  const headings = [...main.querySelectorAll<HTMLElement>(':is(h1, h2, h3, h4, h5)[id]')];
  return headings.map((heading, index) => {
    const range = document.createRange();
    range.setStartAfter(heading);
    const next = headings[index + 1];
    if (next) range.setEndBefore(next);
    else range.setEndAfter(main.lastElementChild!);
    const section = heading.closest('section[aria-labelledby]')?.querySelector('h2');
    return {
      id: heading.id,
      title: titleOf(heading),
      within: section && section !== heading ? titleOf(section) : '',
      text: wordsOf(range.cloneContents()),
    };
  });
}

const titleOf = (heading: Element): string => heading.textContent.replace(/\s*#\s*$/, '').trim();

/** The words of some markup, with a space between the parts that stand apart on the page. */
function wordsOf(markup: DocumentFragment): string {
  for (const left of markup.querySelectorAll('script, button, svg, form, .status, .tools, .hidden')) left.remove();
  for (const part of markup.querySelectorAll('td, th, li, p, dt, dd, pre, br, div')) part.append(' ');
  return (markup.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}
