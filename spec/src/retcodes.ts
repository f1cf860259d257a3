import type { Json } from './document.ts';

/** What kind of answer a result code is. */
export type RetcodeClass = 'success' | 'request' | 'session' | 'transient' | 'duplicate' | 'refused' | 'failed';

/** Whether the operation took effect: it did, it did not, or nobody can tell from the answer. */
export type Outcome = 'applied' | 'not-applied' | 'unknown';

/** What a caller may do about it by sending again. */
export type Retry = 'never' | 'fresh-session' | 'backoff';

/** One line of the catalogue `x-retcodes`. */
export interface Retcode {
  class: RetcodeClass;
  outcome: Outcome;
  retry: Retry;
  evidence: 'page' | 'vendor' | 'inferred';
  meaning: string;
  action: string;
  source?: string;
}

/** The catalogue of result codes. The set is open: `of` gives the line for unlisted codes to any other value. */
export interface Retcodes {
  codes: ReadonlyMap<string, Retcode>;
  unlisted: Retcode;
  /** How to find out what took effect where a code does not tell, in markdown. */
  inquiry?: string;
  /** The address of the page that `inquiry` stands on. */
  inquirySource?: string;
  of(code: string): Retcode;
  /** The lines that an operation can be answered with: all but those that other operations bring. */
  codesOf(operation: { path: string; method: string }): [code: string, line: Retcode][];
}

const unlistedByDefault: Retcode = {
  class: 'refused',
  outcome: 'unknown',
  retry: 'never',
  evidence: 'inferred',
  meaning: 'A code that the contract does not list.',
  action: 'Find out what took effect before anything is sent again.',
};

/** Where a document lists result codes: at its root, and at operations that have codes of their own. */
export const catalogues = (document: Json): { keys: string[]; codes: Record<string, Retcode> }[] =>
  [
    { keys: ['x-retcodes'], holder: document },
    ...Object.entries<Json>(document.paths ?? {}).flatMap(([path, item]) =>
      Object.entries<Json>(item ?? {}).map(([key, holder]) => ({ keys: ['paths', path, key, 'x-retcodes'], holder })),
    ),
  ].flatMap(({ keys, holder }) => (holder?.['x-retcodes']?.codes ? [{ keys, codes: holder['x-retcodes'].codes }] : []));

/** Reads every `x-retcodes` of a document, that of its root first; an empty catalogue where there is none. */
export function readRetcodes(document: Json): Retcodes {
  const all = catalogues(document);
  const listed = all.flatMap((catalogue) => Object.entries(catalogue.codes));
  const codes = new Map<string, Retcode>(listed.toReversed());
  const ordered = new Map(listed.map(([code]) => [code, codes.get(code)!]));
  const unlisted: Retcode = document['x-retcodes']?.unlisted ?? unlistedByDefault;
  const { inquiry, inquirySource } = document['x-retcodes'] ?? {};
  return {
    codes: ordered,
    unlisted,
    ...(inquiry !== undefined && { inquiry }),
    ...(inquirySource !== undefined && { inquirySource }),
    of: (code) => codes.get(code) ?? unlisted,
    codesOf({ path, method }) {
      const isOwn = (keys: string[]): boolean =>
        keys.length === 1 || (keys[1] === path && keys[2] === method.toLowerCase());
      const own = new Set(all.flatMap((catalogue) => (isOwn(catalogue.keys) ? Object.keys(catalogue.codes) : [])));
      return [...ordered].filter(([code]) => own.has(code));
    },
  };
}
