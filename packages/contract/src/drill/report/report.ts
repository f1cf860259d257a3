import type { Stamp } from '@cc-gateway/spec';
import type { CallerRule } from '../judging/rules.ts';

/** A rule that a caller broke in a situation. */
export interface DrillFinding extends Omit<CallerRule, 'name'> {
  rule: string;
  situation: string;
  received: string;
  expected: string;
  /** The same in every run: rule and situation. */
  fingerprint: string;
  /** Why the ignore file lets it pass. */
  ignored?: string;
}

/** What a caller did in one situation. */
export interface Trial {
  name: string;
  says: string;
  reference: string;
  /** `untried`: nothing can be said, and `reason` says why. */
  verdict: 'passed' | 'failed' | 'untried';
  reason?: string;
  /** What came to the gateway, one line a request, without keys. */
  requests: string[];
  /** How the caller ended, in words. */
  ended: string;
  seconds: number;
  findings: DrillFinding[];
}

/** What a drill came to. */
export interface DrillReport {
  tool: 'cc-gateway-contract drill';
  contract: { title: string } & Stamp;
  operation: string;
  /** What was drilled: the command, or the address of the trigger. */
  caller: string;
  /** `untestable`: nothing could be judged, and `reason` says why. */
  outcome: 'passed' | 'failed' | 'untestable';
  reason?: string;
  trials: Trial[];
  seconds: number;
}

/** The findings of a report that fail it: no warnings, and none that the ignore file lets pass. */
export const failuresIn = ({ trials }: Pick<DrillReport, 'trials'>): DrillFinding[] =>
  trials.flatMap(({ findings }) =>
    findings.filter(({ severity, ignored }) => severity === 'violation' && ignored === undefined),
  );

/** 0: the caller passed. 1: it broke a rule. 3: it could not be drilled. */
export const drillExitCode = ({ outcome }: DrillReport): 0 | 1 | 3 =>
  ({ passed: 0, failed: 1, untestable: 3 })[outcome] as 0 | 1 | 3;
