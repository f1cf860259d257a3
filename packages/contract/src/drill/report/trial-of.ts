import type { Operation } from '@cc-gateway/spec';
import { fingerprintOf } from '../../redaction/fingerprint.ts';
import { withoutKeys } from '../../redaction/spellings.ts';
import type { Ending } from '../caller/caller.ts';
import type { Breach, Evidence } from '../judging/evidence.ts';
import { judge } from '../judging/judge.ts';
import type { Situation } from '../situations/situation.ts';
import type { DrillFinding, Trial } from './report.ts';

/** What a caller did in a situation, judged, without keys. `ignore`: fingerprints of accepted findings, each with its reason. */
export function trialOf(evidence: Evidence, operation: Operation, ignore: Record<string, string>): Trial {
  const { situation, attempts, endings, keys } = evidence;
  const judged = judge(evidence);
  const breaches = typeof judged === 'string' ? [] : judged;
  const findings = unique(breaches).map(({ rule, received, expected }): DrillFinding => {
    const { name, ...rest } = rule;
    const fingerprint = fingerprintOf(operation.id, name, situation.name);
    const ignored = ignore[fingerprint];
    const texts = { received: withoutKeys(received, keys), expected };
    return {
      rule: name,
      ...rest,
      situation: situation.name,
      ...texts,
      fingerprint,
      ...(ignored !== undefined && { ignored }),
    };
  });
  const fails = findings.some(({ severity, ignored }) => severity === 'violation' && ignored === undefined);
  const { name, says, reference } = situation;
  return {
    name,
    says,
    reference,
    verdict: typeof judged === 'string' ? 'untried' : fails ? 'failed' : 'passed',
    ...(typeof judged === 'string' && { reason: judged }),
    requests: attempts.map(({ atMs, method, target, isElsewhere }) =>
      withoutKeys(`${Math.round(atMs)} ms  ${method} ${target}${isElsewhere ? ' (another origin)' : ''}`, keys),
    ),
    ended: endings.map(endedOf).join('; '),
    seconds: Math.max(...endings.map(({ seconds }) => seconds)),
    findings,
  };
}

const endedOf = ({ code, outcome }: Ending): string =>
  code === undefined ? 'did not end' : `exit code ${code}${outcome ? `, ${outcome}` : ''}`;

/** Each rule once, with what was seen first. */
const unique = (breaches: Breach[]): Breach[] =>
  breaches.filter(({ rule }, at) => breaches.findIndex((other) => other.rule === rule) === at);

/** A situation in which a caller was not tried, and why. */
export const untried = ({ name, says, reference }: Situation, reason: string): Trial => ({
  name,
  says,
  reference,
  verdict: 'untried',
  requests: [],
  ended: '',
  seconds: 0,
  findings: [],
  reason,
});
