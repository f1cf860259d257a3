import type { Seen } from '../answers/reading/observed.ts';
import { isPassing } from '../answers/reading/passing.ts';
import { headerOf } from '../wire/raw-answer.ts';

const pauses = [60, 250, 700];
const longestMs = 3_000;

/** How long to wait before a request is sent again; undefined where it is not worth while any more. */
export interface Backoff {
  next(seen: Seen, times: number): number | undefined;
}

/** Waits for what passes; a provider with which nothing has passed three times is not waited for again. */
export function createBackoff(): Backoff {
  let waits = 0;
  return {
    next(seen, times) {
      if (!isPassing(seen)) {
        if (times > 0) waits = 0;
        return undefined;
      }
      if (waits >= 3) return undefined;
      if (times === pauses.length) waits += 1;
      const asked = Number(headerOf(seen.answer!.headers, 'retry-after')) * 1_000;
      return times === pauses.length ? undefined : Math.min(longestMs, Math.max(pauses[times]!, asked || 0));
    },
  };
}
