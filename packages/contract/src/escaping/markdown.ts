/** A text as a cell of a table in Markdown, or in a line of it: nothing in it is markup. */
export const markdownCell = (text: string): string =>
  text.replaceAll(/[|<>\\`*_[\]]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
