import type { Fault } from './faults.ts';

/** One way in which a value breaks the contract, in words. Never holds the value itself. */
export interface Violation {
  /** Place in the value, as a JSON pointer; empty for the whole. */
  path: string;
  message: string;
}

/** A fault in words. */
export const violationOf = ([path, keyword, wanted, received]: Fault): Violation => ({
  path: path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  message: (sentences[keyword] ?? satisfy(keyword))(wanted, received),
});

const named =
  (must: string) =>
  (name: unknown): string =>
    `must ${must} a member ${JSON.stringify(name)}`;

const sentences: Record<string, (wanted: unknown, received: string | undefined) => string> = {
  climbs: () => "must not be '', '.' or '..', which change the path",
  unprintable: () => 'must be printable ASCII without blanks at its ends',
  unwritable: () => 'cannot be written where it goes',
  unreadable: () => 'cannot be read, or not be written as JSON',
  surrogate: () => 'must be well-formed Unicode, received a lone surrogate',
  missing: named('have'),
  surplus: named('not have'),
  type: (wanted, received) => `must be ${[wanted].flat().join(' or ')}, received ${received}`,
};

const satisfy =
  (keyword: string) =>
  (wanted: unknown, received: string | undefined): string => {
    const isPlain = typeof wanted !== 'object' || wanted instanceof RegExp || keyword === 'enum';
    const shown = isPlain ? ` ${JSON.stringify(wanted instanceof RegExp ? wanted.source : wanted)}` : '';
    return `must satisfy ${keyword}${shown}, received ${received}`;
  };
