import { claims } from './claims.ts';
import { crossings } from './crossings.ts';
import type { Breach, Call, Evidence } from './evidence.ts';
import { keyBreaches } from './key.ts';
import { resends } from './resends.ts';
import { rules } from './rules.ts';
import { reasonUntried } from './untried.ts';

/** What a caller did wrong in a situation; in words why nothing can be said, where that is so. */
export function judge(evidence: Evidence): Breach[] | string {
  const reason = reasonUntried(evidence);
  if (reason !== undefined) return reason;
  const calls = evidence.endings.map((ending): Call => ({ ...evidence, ending }));
  const common = calls.flatMap((call) => [...keyBreaches(call), ...endless(call)]);
  const { situation } = evidence;
  const own = evidence.attempts.filter(({ isElsewhere }) => !isElsewhere);
  if (situation.calls === 'at once') return [...requestBreaches(evidence), ...common, ...crossings(evidence)];
  // Of two calls in turn the last one shows something.
  const [call] = calls.map((each) => (situation.calls === 'in turn' ? { ...each, attempts: own.slice(1) } : each));
  return [...(isProof(evidence) ? ofCall(call!, common) : ofStranger(call!, common, own.length))];
}

/** Whether who answers proves to be the gateway, or need not. */
const isProof = ({ situation: { certificate } }: Evidence): boolean =>
  certificate === undefined || certificate === 'right';

function ofCall(call: Call, common: Breach[]): Breach[] {
  if (call.attempts.length === 0) {
    const received = `no request; the caller ended with ${call.ending.code ?? 'nothing'}`;
    const expected = 'a request, since its authority is in CC_GATEWAY_CA';
    return [{ rule: rules.untrusted, received, expected }, ...common];
  }
  const said = call.ending.code === undefined ? [] : claims(call);
  return [...requestBreaches(call), ...resends(call), ...common, ...said];
}

function ofStranger(call: Call, common: Breach[], requests: number): Breach[] {
  if (requests === 0) return [...common, ...claims(call)];
  const received = `${requests} ${requests === 1 ? 'request' : 'requests'} over a connection whose certificate is no proof`;
  return [{ rule: rules.unchecked, received, expected: 'no request' }, ...common];
}

const endless = ({ ending, limit }: Call): Breach[] =>
  ending.code === undefined
    ? [{ rule: rules.noEnd, received: `no end within ${limit} s`, expected: 'a time-out of its own' }]
    : [];

function requestBreaches({ judged, sample }: Pick<Evidence, 'judged' | 'sample'>): Breach[] {
  return judged.flatMap(({ operation, violations, method, path, status, body }): Breach[] => {
    if (violations.length > 0)
      return [{ rule: rules.contract, received: violations.join('; '), expected: 'a request that keeps the contract' }];
    if (operation !== undefined && status !== 405) return otherValues(body, path, sample);
    return [{ rule: rules.path, received: `${method} ${path}`, expected: 'a documented path and method' }];
  });
}

/** Which of the values that the caller was given a request does not have. More members than those are the caller's own. */
function otherValues(body: unknown, path: string, sample: Evidence['sample']): Breach[] {
  const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
  const given = Object.entries(Object(sample.body) as object).filter(
    ([name, value]) => !isSame(Object(body)[name], value),
  );
  const others = [...given.map(([name]) => `the member ${name}`), ...(path === sample.path ? [] : ['the path'])];
  if (others.length === 0) return [];
  return [
    { rule: rules.otherValues, received: `other values: ${others.join(', ')}`, expected: 'those of the environment' },
  ];
}
