import type { Stamp } from '@cc-gateway/spec';
import type { Depth } from '../engine/all-operations.ts';
import type { Finding } from './finding.ts';
import type { Level } from '../requests/level.ts';
import type { Untested } from './recorder.ts';

/** What a run came to. */
export interface Report {
  tool: 'cc-gateway-contract';
  /** The contract that was held up. */
  contract: { title: string } & Stamp;
  target: string;
  level: Level;
  seed: number;
  /** `holds`: no violation. `violated`. `untestable`: nothing could be judged, and `reason` says why. */
  outcome: 'holds' | 'violated' | 'untestable';
  reason?: string;
  /** What may be amiss with the document, or with the call, rather than with the provider. */
  hints: string[];
  findings: Finding[];
  untested: Untested[];
  coverage: Coverage;
  requests: number;
  seconds: number;
}

/** Where each rule was tried, and how deep each operation: never green with nothing tried. */
export interface Coverage {
  rules: { name: string; places: number }[];
  tried: number;
  of: number;
  places: number;
  /** How deep each operation was tried, and with how many requests of its own. */
  operations: { name: string; depth: 'nothing' | Depth; requests: number }[];
  /** How many requests asked how the server reads, whatever the operation: they are tried on one and hold for all. */
  requestsForAll: number;
  /** How many operations were exercised: their essentials, at least, were tried. */
  exercised: number;
  /** Whether valid calls were made, or refusals alone were judged. */
  isRefusalsOnly: boolean;
}

/** 0: the contract holds. 1: violations. 3: it could not be tested. 2, wrong usage, never gets this far. */
export const exitCodeOf = ({ outcome }: Report): 0 | 1 | 3 =>
  ({ holds: 0, violated: 1, untestable: 3 })[outcome] as 0 | 1 | 3;

/** The violations of a report that fail it: not warnings, and not what the ignore file lets pass. */
export const violationsIn = ({ findings }: Pick<Report, 'findings'>): Finding[] =>
  findings.filter(({ severity, ignored }) => severity === 'violation' && ignored === undefined);
