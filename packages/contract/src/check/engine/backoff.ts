import type { Seen } from '../answers/observed.ts';
import { headerOf } from '../wire/answer.ts';

const pauses = [60, 250, 700];
const longestMs = 3_000;

/** Whether a refusal passes by itself: the catalogue of codes says so, or HTTP does by 429 or Retry-After. */
export function isPassing({ contract, case: { operation }, verdict, code, answer }: Seen): boolean {
  if (!answer || verdict === 'accepted') return false;
  if (answer.status === 429) return true;
  if (answer.status === 503) return headerOf(answer.headers, 'retry-after') !== undefined;
  return (
    operation.success !== undefined && ['duplicate', 'transient'].includes(contract.retcodes.of(String(code)).class)
  );
}

/** How long to wait before a request is sent again; undefined where it is not worth while any more. */
export interface Patience {
  next(seen: Seen, times: number): number | undefined;
}

/** Waits for what passes; a provider with which nothing has passed three times is not waited for again. */
export function createPatience(): Patience {
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
