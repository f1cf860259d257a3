import type { Operation } from '@cc-gateway/spec';
import type { Capture } from '../../wire/exchange.ts';
import type { Wire } from '../../wire/request.ts';

/** One request with what the contract says about it. */
export interface Case {
  /** Names the case among those of its operation; the same in every run. */
  id: string;
  operation: Operation;
  wire: Wire;
  /** What the request tries, in words: `skillid is "8"`. */
  about: string;
  /** The rule that speaks when the verdict is another one. */
  rule: string;
  expect: 'accepted' | 'refused' | 'anything';
  /** The one part of the request that is wrong, as a pointer: `/query/limit`, `/body`. */
  part?: string;
  /** The place in the document that says so, as a JSON pointer. */
  place: string;
  /** Statuses beside the documented ones that are no finding here: 404 by a router, 413 for a large body. */
  tolerates?: number[];
  /** Whether carrying the request out is no finding after all: HTTP allows it where the connection ends then. */
  isAllowed?: (capture: Capture) => boolean;
  /** The request is not one of the operation's: another method, another path, broken HTTP. */
  isOutside?: boolean;
  /** It asks how the server reads, whatever the operation: it counts among what is tried once for all. */
  isForAll?: boolean;
  /** The connection may end before the request or its answer does: servers cut such a request off. */
  mayBeCutOff?: boolean;
  /** Keys in the request that must not come back. */
  planted?: string[];
  /** The key stays what it is, even where answers have renewed it. */
  isVerbatim?: boolean;
  /** What comes back counts, even a refusal that would pass. */
  isOnce?: boolean;
  /** Milliseconds to listen on after the answer. */
  lingerMs?: number;
}
