import { claims } from './claims.ts';
import type { Breach, Evidence } from './evidence.ts';
import { keyBreaches } from './key.ts';
import { resends } from './resends.ts';
import { rules } from './rules.ts';

/** What a caller did wrong in a situation; undefined where no request came, so that nothing can be said. */
export function judge(evidence: Evidence): Breach[] | undefined {
  const { situation, attempts, ending, limit } = evidence;
  const own = attempts.filter(({ isElsewhere }) => !isElsewhere);
  const { certificate } = situation;
  const endless: Breach[] =
    ending.code === undefined
      ? [{ rule: rules.noEnd, received: `no end within ${limit} s`, expected: 'a time-out of its own' }]
      : [];
  if (certificate !== undefined && certificate !== 'right') {
    const sent = `${own.length} ${own.length === 1 ? 'request' : 'requests'} over a connection whose certificate is no proof`;
    const trusting = own.length > 0 ? [{ rule: rules.unchecked, received: sent, expected: 'no request' }] : [];
    return [...trusting, ...keyBreaches(evidence), ...endless, ...(own.length > 0 ? [] : claims(evidence))];
  }
  if (own.length === 0) {
    if (certificate !== 'right') return undefined;
    const received = `no request; the caller ended with ${ending.code ?? 'nothing'}`;
    return [
      { rule: rules.untrusted, received, expected: 'a request, since its authority is in CC_GATEWAY_CA' },
      ...endless,
    ];
  }
  return [
    ...requestBreaches(evidence),
    ...keyBreaches(evidence),
    ...resends(evidence),
    ...endless,
    ...(ending.code === undefined ? [] : claims(evidence)),
  ];
}

function requestBreaches({ judged }: Evidence): Breach[] {
  return judged.flatMap(({ operation, violations, method, path, status }): Breach[] => {
    if (violations.length > 0)
      return [{ rule: rules.contract, received: violations.join('; '), expected: 'a request that keeps the contract' }];
    if (operation !== undefined && status !== 405) return [];
    return [{ rule: rules.path, received: `${method} ${path}`, expected: 'a documented path and method' }];
  });
}
