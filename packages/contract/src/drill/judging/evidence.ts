import type { ReceivedRequest } from '@cc-gateway/mock';
import type { Ending } from '../caller/caller.ts';
import type { Attempt } from '../gateway/attempt.ts';
import type { Situation } from '../situations/situation.ts';

/** What was seen of a caller in a situation. */
export interface Evidence {
  situation: Situation;
  /** What came, to the gateway and elsewhere. */
  attempts: Attempt[];
  /** Where two calls are made at once: whether the second came while the first was under way. */
  isCrossed?: boolean;
  /** The requests that the mock has judged, in order, without keys. */
  judged: ReceivedRequest[];
  /** The request that was to be made: its path, and its body where that is an object. */
  sample: { path: string; body?: unknown };
  /** How each call ended that was asked for at once; the last one of those in turn. */
  endings: readonly [Ending, ...Ending[]];
  /** Every key that the caller was given, or could have had. */
  keys: string[];
  /** The names on the wire of what carries the key. */
  keyNames: string[];
  /** How long the caller was waited for, in seconds. */
  limit: number;
}

/** What was seen of one call. */
export type Call = Omit<Evidence, 'endings'> & { ending: Ending };

/** A rule that a caller broke, and how. */
export interface Breach {
  rule: import('./rules.ts').CallerRule;
  received: string;
  expected: string;
}
