import type { Change } from '../comparing/changes.ts';
import { demandOf, type Demand } from './demand.ts';
import { highest } from './highest.ts';

/** What changed between two contracts, and the version that it demands. */
export interface ContractDiff extends Demand {
  /** Breaking changes first. */
  changes: Change[];
}

/** Changes with what they demand of the version. */
export function withDemand({ base, revision }: Pick<Demand, 'base' | 'revision'>, changes: Change[]): ContractDiff {
  return { ...demandOf(highest(changes), base, revision), changes: unique(changes) };
}

const order = { major: 0, minor: 1, patch: 2 };

/** Each change once, though several operations share its place; the breaking ones first. */
function unique(changes: Change[]): Change[] {
  const known = new Map(
    changes.map((change) => [JSON.stringify([change.file, change.pointer, change.message]), change]),
  );
  return [...known.values()].toSorted(
    (a, b) => order[a.level] - order[b.level] || a.file.localeCompare(b.file) || a.line - b.line,
  );
}
