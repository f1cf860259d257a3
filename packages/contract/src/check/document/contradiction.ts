import type { Rule } from '../answers/rules/rule.ts';

/** Two things that the document says, and that cannot both hold. */
export interface Contradiction {
  rule: Rule['name'];
  /** JSON pointer into the document. */
  place: string;
  /** What it is about, and what is wrong with it, in words. */
  about: string;
  says: string;
}

/** A text as a part of a JSON pointer. */
export const part = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');
