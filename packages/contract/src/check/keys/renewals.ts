import type { NewestKeys } from '../requests/run.ts';
import { sessionHeader } from '../requests/serialize.ts';
import type { Case } from '../answers/reading/case.ts';
import { renewedKey } from './renewed-key.ts';
import type { Redactor } from './redact.ts';
import type { Seen } from '../answers/reading/observed.ts';

/** Keys that answers have renewed: a dead one is replaced by the next. */
export interface Renewals extends NewestKeys {
  /** Remembers the key that an answer hands out. Gives whether the request is worth sending again, with another key. */
  note(seen: Seen): boolean;
}

/** Follows the keys of one run. A new key is used once the old one is refused, never before. */
export function createRenewals(redactor: Redactor): Renewals {
  const handedOut = new Map<string, string>();
  const replaced = new Map<string, string>();
  const newest = (key: string): string => last(replaced, key) ?? key;
  return {
    newest,
    current(each) {
      const key = keyOf(each);
      if (each.isVerbatim || key === undefined || !replaced.has(key)) return each;
      const headers = each.wire.headers.map(([name, value]): [string, string] => [
        name,
        value.trim() === key ? value.replace(key, () => newest(key)) : value,
      ]);
      return { ...each, wire: { ...each.wire, headers } };
    },
    note(seen) {
      const key = keyOf(seen.case);
      if (key === undefined) return false;
      const next = seen.verdict === 'accepted' ? renewedKey(seen) : undefined;
      if (next !== undefined && next !== key) {
        redactor.add(next);
        handedOut.set(key, next);
      }
      const newer = last(handedOut, key);
      if (seen.case.isVerbatim || newer === undefined || !isAboutSession(seen)) return false;
      // Of requests at once, another may have found out before.
      if (!replaced.has(key)) replaced.set(key, newer);
      return newest(key) !== key;
    },
  };
}

/** The last of the keys that followed on a key, each for the one before; undefined where none did. Keys may come in a circle. */
function last(following: Map<string, string>, key: string): string | undefined {
  const seen = new Set([key]);
  let found: string | undefined;
  for (let next = following.get(key); next !== undefined && !seen.has(next); next = following.get(next)) {
    seen.add(next);
    found = next;
  }
  return found;
}

/** Whether a request is refused for its session: the catalogue of codes says so, or HTTP does by 401. */
export const isAboutSession = ({ contract, case: { operation }, verdict, code, answer }: Seen): boolean =>
  verdict === 'refused' &&
  (answer?.status === 401 ||
    (operation.success !== undefined && contract.retcodes.of(String(code)).class === 'session'));

function keyOf({ operation, wire }: Case): string | undefined {
  const header = sessionHeader(operation)?.toLowerCase();
  const values = wire.headers.filter(([name]) => name.toLowerCase() === header).map(([, value]) => value.trim());
  return values.length === 1 ? values[0] : undefined;
}
