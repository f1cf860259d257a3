import type { Retcode } from '@cc-gateway/spec';
import { shown, type Found, type Version } from './version.ts';

const meant = ['class', 'outcome', 'retry'] as const;
const worded = ['evidence', 'meaning', 'action', 'source'] as const;

/** How the catalogue of result codes changes. What a caller acts on, class, outcome and retry, is part of the contract. */
export function compareRetcodes(before: Version, after: Version): Found[] {
  const earlier = before.contract.retcodes;
  const later = after.contract.retcodes;
  const keys = ['x-retcodes', 'codes'];
  const differences: Found[] = [];
  for (const [code, then] of earlier.codes) {
    const now = later.codes.get(code);
    const place = { side: 'base', keys: [...keys, code] } as const;
    if (now) differences.push(...compareCode(`the code ${code}`, then, now, [...keys, code]));
    else differences.push({ level: 'major', rule: 'retcode', message: `the code ${code} was removed`, place });
  }
  for (const code of later.codes.keys()) {
    if (earlier.codes.has(code)) continue;
    const place = { side: 'revision', keys: [...keys, code] } as const;
    differences.push({ level: 'minor', rule: 'retcode', message: `the code ${code} was added`, place });
  }
  const unlisted = compareCode('any unlisted code', earlier.unlisted, later.unlisted, ['x-retcodes', 'unlisted']);
  return [...differences, ...unlisted];
}

const compareCode = (what: string, then: Retcode, now: Retcode, keys: string[]): Found[] =>
  [...meant, ...worded]
    .filter((key) => then[key] !== now[key])
    .map((key) => ({
      level: meant.some((known) => known === key) ? 'major' : 'patch',
      rule: 'retcode',
      message: `${what} changed its ${key} from ${shown(then[key])} to ${shown(now[key])}`,
      place: { side: 'revision', keys: [...keys, key] },
    }));
