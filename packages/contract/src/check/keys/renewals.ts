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
  const newest = (key: string): string => {
    let found = key;
    for (let newer = replaced.get(key); newer !== undefined; newer = replaced.get(newer)) found = newer;
    return found;
  };
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
      const newer = handedOut.get(key);
      if (seen.case.isVerbatim || newer === undefined || !isAboutSession(seen)) return false;
      // Of requests at once, another may have found out before.
      if (!replaced.has(key)) replaced.set(key, newer);
      return newest(key) !== key;
    },
  };
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
