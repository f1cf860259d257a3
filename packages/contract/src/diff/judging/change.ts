import type { Json } from '@cc-gateway/spec';
import type { Level } from '../schemas/level.ts';

/** A place in a file: line from 1, JSON pointer as a URI fragment. */
export interface Place {
  /** Relative to the working directory, or as `REV:path`. */
  file: string;
  line: number;
  pointer: string;
}

/** A change that a reader finds, decides on and accepts. */
export interface Change extends Place {
  level: Level;
  /** Whether it was seen to change something, or could not be told. */
  verdict: 'changed' | 'not comparable';
  /** Why it could not be told; left out where it was. */
  reason?: string;
  /** Which rule saw it. */
  rule: string;
  /** What changed, in one sentence. */
  message: string;
  /** The operations that it reaches; none where it concerns the whole document. */
  operations: string[];
  keyword?: string;
  /** A value that one side takes and the other does not. */
  witness?: Json;
  /** Who notices it. */
  affects: string;
  /** What to do about it. */
  remedy: string;
  /** Where it stands in the base, where it does. */
  base?: Place;
  /** Where it stands in the revision, where it does. */
  revision?: Place;
  /** The same for the same change in later runs; what `--ignore` names. */
  fingerprint: string;
  /** Why it is accepted; it demands nothing then. */
  ignored?: string;
}
