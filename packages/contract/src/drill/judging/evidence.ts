import type { ReceivedRequest } from '@cc-gateway/mock';
import type { Ending } from '../caller/caller.ts';
import type { Attempt } from '../gateway/attempt.ts';
import type { Situation } from '../situations/situation.ts';

/** What was seen of a caller in a situation. */
export interface Evidence {
  situation: Situation;
  /** What came, to the gateway and elsewhere. */
  attempts: Attempt[];
  /** The requests that the mock has judged, in order, without keys. */
  judged: ReceivedRequest[];
  ending: Ending;
  /** Every key that the caller was given, or could have had. */
  keys: string[];
  /** The names on the wire of what carries the key. */
  keyNames: string[];
  /** How long the caller was waited for, in seconds. */
  limit: number;
}

/** A rule that a caller broke, and how. */
export interface Breach {
  rule: import('./rules.ts').CallerRule;
  received: string;
  expected: string;
}
