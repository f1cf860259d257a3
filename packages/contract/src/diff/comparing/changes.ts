import type { Keys } from '../reading/keys.ts';

/** What a change demands of the next version. */
export type Level = 'major' | 'minor' | 'patch';

/** A place in one of the two documents. */
export interface Place {
  side: 'base' | 'revision';
  keys: Keys;
}

/** One difference between two contracts. */
export interface Difference {
  level: Level;
  /** Which rule saw it. */
  rule: string;
  message: string;
  place: Place;
}

/** A difference, with the place where a reader finds it. */
export interface Change {
  level: Level;
  rule: string;
  message: string;
  /** The file, relative to the working directory, or as `REV:path`. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** JSON pointer within the file, as a URI fragment. */
  pointer: string;
}

/** A value as text, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'none';
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
