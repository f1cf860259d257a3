import { readFile } from 'node:fs/promises';
import type { Translate } from '@cc-gateway/spec';
import { parse } from 'yaml';

/** A language of the page. */
export interface Language {
  /** As HTML names it. */
  code: string;
  /** Its own name. */
  name: string;
  /** A text in this language. What has no translation is noted in `missing`, and stays as it is written. */
  t: Translate;
  /** The same for what the contract itself says of an operation, which may be left as it is written. */
  maybe: Translate;
  /** What was asked for and is not there. */
  missing: Set<string>;
  /** What the contract says and is left as it is written. */
  left: Set<string>;
  /** What is there and was never asked for. */
  unused(): string[];
}

/** The language in which contract and guides are written. */
export const english: Language = {
  code: 'en',
  name: 'English',
  t: (text) => text,
  maybe: (text) => text,
  missing: new Set(),
  left: new Set(),
  unused: () => [],
};

/** Reads the texts of a language: one file, a list of what is written and what it is in that language. */
export async function readLanguage(file: URL): Promise<Language> {
  const { code, name, texts } = parse(await readFile(file, 'utf8')) as {
    code: string;
    name: string;
    texts: { en: string; to: string }[];
  };
  const known = new Map(texts.map(({ en, to }) => [key(en), to.trim()]));
  const used = new Set<string>();
  const missing = new Set<string>();
  const left = new Set<string>();
  const look = (text: string): string | undefined => {
    used.add(key(text));
    return known.get(key(text));
  };
  return {
    code,
    name,
    t(text) {
      const found = look(text);
      if (found === undefined) missing.add(key(text));
      return found ?? text;
    },
    maybe(text) {
      const found = look(text);
      if (found === undefined) left.add(key(text));
      return found ?? text;
    },
    missing,
    left,
    unused: () => [...known.keys()].filter((text) => !used.has(text)),
  };
}

/** Lines are folded where they are written, so white space does not count. */
const key = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/** A page of markdown in a language, block by block; code and what is generated stays as it is. */
export const translated = (markdown: string, { t }: Language): string =>
  markdown
    .split(/(\n{2,}|```[\s\S]*?```)/)
    .map((block) => translatedBlock(block, t))
    .join('');

function translatedBlock(block: string, t: Translate): string {
  // What has no letters, such as a version, is the same in every language.
  if (!/\p{L}/u.test(block) || block.startsWith('```') || block.startsWith('<!--')) return block;
  const [, marks, text] = /^(#+ |)([\s\S]*)$/.exec(block)!;
  if (!text!.startsWith('|')) return marks + t(text!);
  return text!
    .split('\n')
    .map((line) =>
      line.startsWith('| ---')
        ? line
        : line.replaceAll(/[^|]+/g, (cell) => (cell.trim() === '' ? cell : ` ${t(cell)} `)),
    )
    .join('\n');
}
