import type { Stamp } from '@cc-gateway/spec';
import type { Drift } from '../judging/drift.ts';
import type { Breach } from '../judging/finding.ts';
import type { Side } from '../judging/rules.ts';

/** A rule that one side broke, how often, and the first time. */
export interface TrafficFinding extends Breach {
  times: number;
  /** The exchange that first broke it, without keys: method and target, and what answered. */
  first: string;
  /** The same in every run: side, rule and operation. */
  fingerprint: string;
  /** Why the ignore file lets it pass. */
  ignored?: string;
}

/** What traffic came to. */
export interface TrafficReport {
  tool: 'cc-gateway-contract traffic';
  contract: { title: string } & Stamp;
  /** The recordings, or the address that was passed on to. */
  source: string;
  /** `untestable`: nothing passed, or none of it is the contract's, and `reason` says why. */
  outcome: 'holds' | 'violated' | 'untestable';
  reason?: string;
  exchanges: number;
  /** Requests whose answer is not known, or is too long to be judged. */
  unanswered: number;
  findings: TrafficFinding[];
  drift: Drift;
}

/** What traffic has come to, in short. */
export type Progress = Pick<TrafficReport, 'exchanges' | 'unanswered' | 'findings'>;

/** The findings of a side, or of both, that fail a report. */
export const failuresOf = ({ findings }: Pick<TrafficReport, 'findings'>, sides: readonly Side[]): TrafficFinding[] =>
  findings.filter(
    ({ side, severity, ignored }) => severity === 'violation' && ignored === undefined && sides.includes(side),
  );

/** 0: the contract holds on the sides that count. 1: it does not. 3: nothing could be judged. */
export function trafficExitCode(report: TrafficReport, sides: readonly Side[]): 0 | 1 | 3 {
  if (report.outcome === 'untestable') return 3;
  return failuresOf(report, sides).length > 0 ? 1 : 0;
}
