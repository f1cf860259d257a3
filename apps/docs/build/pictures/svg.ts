import { escaped } from '../page/markdown.ts';

/** Pictures are as wide as a phone, so that their words can be read there; the unit is a CSS pixel. */
export const width = 360;

/** A picture with a name and, for who cannot see it, the same in words. */
export function svg(id: string, height: number, title: string, words: string, parts: string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-words">`,
    `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-words">${escaped(words)}</desc>`,
    ...parts,
    '</svg>',
  ].join('');
}

/** A box with text in its middle or at its left, which grows with the text. */
export interface Box {
  markup: string;
  height: number;
}

const size = 13;
const leading = 17;

/** Draws a box of a kind: `plain`, `good`, `care`, `bad`. Text is wrapped to the width. */
export function box(x: number, y: number, wide: number, kind: string, text: string, least = 0): Box {
  const lines = wrapped(text, wide - 16);
  const height = Math.max(lines.length * leading + 12, least);
  const top = y + (height - lines.length * leading) / 2 + size;
  return {
    height,
    markup:
      `<rect class="${kind}" x="${x}" y="${y}" width="${wide}" height="${height}" rx="5"/>` +
      lines.map((line, index) => label(x + 8, top + index * leading, line)).join(''),
  };
}

/** The height that a box around a text will have. */
export const heightOf = (text: string, wide: number): number => wrapped(text, wide - 16).length * leading + 12;

/** A line of text. */
export const label = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'start'): string =>
  `<text x="${round(x)}" y="${round(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(text)}</text>`;

/** An arrow from one point to another, along one axis. */
export function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const [bx, by] = [x2 - dx * 6, y2 - dy * 6];
  const head = `M${round(bx - dy * 4)} ${round(by - dx * 4)}L${round(x2)} ${round(y2)}L${round(bx + dy * 4)} ${round(by + dx * 4)}`;
  return `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}${head}"/>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Breaks a text into lines that fit. Letters count about half of their size, those of Chinese the whole. */
function wrapped(text: string, wide: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\s)|(?<=\p{Script=Han})|(?=\p{Script=Han})|(?<=[，。；：、])/u)) {
    if (line !== '' && lengthOf(line + word) > wide) {
      lines.push(line.trim());
      line = '';
    }
    line += word;
  }
  return [...lines, line.trim()].filter((part) => part !== '');
}

const lengthOf = (text: string): number =>
  Array.from(text.trim()).reduce((sum, letter) => sum + (/[⺀-鿿＀-￯]/u.test(letter) ? size : size * 0.53), 0);
