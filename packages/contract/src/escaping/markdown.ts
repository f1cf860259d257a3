/** A text as a cell of a table in Markdown, or in a line of it. */
export const markdownCell = (text: string): string =>
  text.replaceAll(/[|<>\\`]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
