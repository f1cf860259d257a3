import { writtenStamp, type Stamp } from '@cc-gateway/spec';
import { riskyPatterns, type Risk } from '../../patterns/risk.ts';
import type { Finding } from './finding.ts';
import { nowhere } from './nowhere.ts';
import { violationsIn, type Coverage, type Report } from './report.ts';
import type { EngineRun } from '../engine/run.ts';
import type { Course } from '../engine/all-operations.ts';
import type { Tally } from './tally.ts';
import type { Records } from './recorder.ts';
import { neglected, uncovered, unexercised } from './untestable.ts';

/** What a run left behind. */
export interface Remains {
  run: EngineRun;
  recorder: Records;
  minCoverage: number | undefined;
  /** Operations that need not be exercised. */
  allowUntested: string[];
  course: Course;
  coverage: Coverage;
  tally: Tally;
  /** Why there was no connection. */
  unreachable: string | undefined;
  /** Whether the probe that is replayed was not sent. */
  isMissed: boolean;
}

/** What a run came to, and why; the findings that count. */
export function outcomeOf(remains: Remains): Pick<Report, 'outcome' | 'reason' | 'findings' | 'hints'> {
  const { run, recorder, course, coverage, tally, unreachable, isMissed } = remains;
  const { contract, target, options, redactor } = run;
  const isNowhere = !options.dryRun && tally.isNowhere();
  const findings = isNowhere ? [] : recorder.findings.filter((finding) => isOf(finding, options.only));
  const reason =
    unreachable ??
    (isNowhere ? nowhere(contract, target) : undefined) ??
    unexercised(run, course, isMissed) ??
    neglected(run, recorder, coverage, remains.allowUntested) ??
    uncovered(coverage, remains.minCoverage, options.only);
  const isViolated = violationsIn({ findings }).some(({ rule }) => !rule.startsWith('tls/'));
  return {
    outcome: isViolated ? 'violated' : reason === undefined ? 'holds' : 'untestable',
    ...(reason !== undefined && { reason: redactor.redact(reason) }),
    hints: [
      ...skewOf(tally.otherStamp(), contract.stamp),
      ...(!options.dryRun && tally.isUndecided() ? [undecided] : []),
      ...riskyPatterns(contract).map(riskOf),
    ],
    findings: findings.toSorted(
      (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
    ),
  };
}

const severities = ['violation', 'warning', 'contradiction'];

const skewOf = (told: Stamp | undefined, held: Stamp): string[] =>
  told === undefined
    ? []
    : [
        `The provider says that it is made from the contract ${writtenStamp(told)}, and is held to ${writtenStamp(held)}; --contract-version and --spec choose another.`,
      ];

const riskOf = ({ pattern, pointer }: Risk): string =>
  `The pattern ${JSON.stringify(pattern)} (${pointer}) can keep a provider busy for ever: a text that nearly matches takes exponential time in an engine that goes back.`;

const undecided =
  'Every request, right or wrong, is answered 2xx. If the body tells success from refusal, say so by x-success in the document.';

/** Whether a finding is one of the probe that is replayed; those about certificates are of every run. */
const isOf = ({ replay, rule }: Finding, only: string | undefined): boolean =>
  only === undefined || replay === only || rule.startsWith('tls/');
