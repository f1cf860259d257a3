import type { Change } from './change.ts';
import { demandOf, type Demand, type VersionScheme } from './demand.ts';
import { isInForce, type Ignored } from './ignore.ts';
import { highestOf, type Level } from '../schemas/level.ts';

/** What changed between two contracts, and the version that it demands. */
export interface ContractDiff extends Demand {
  /** Breaking changes first. */
  changes: Change[];
  /** The highest level of all that is not accepted; left out where there is none. */
  level?: Level;
}

/** How changes are judged. */
export interface Judgement {
  versionScheme?: VersionScheme;
  levels?: ReadonlyMap<string, Level | 'off'>;
  ignore?: ReadonlyMap<string, Ignored>;
}

/** Changes with what they demand of the version. */
export function withDemand(
  [base, revision]: [string, string],
  found: Change[],
  { versionScheme, levels, ignore }: Judgement,
): ContractDiff {
  const today = new Date();
  const changes = found.flatMap((change): Change[] => {
    const level = levels?.get(change.rule) ?? change.level;
    if (level === 'off') return [];
    const accepted = ignore?.get(change.fingerprint);
    if (!accepted) return [{ ...change, level }];
    const { reason, until } = accepted;
    if (isInForce(accepted, today)) return [{ ...change, level, ignored: reason }];
    return [{ ...change, level, remedy: `${change.remedy} It was accepted until ${until}.` }];
  });
  const level = highestOf(changes.filter(({ ignored }) => ignored === undefined).map((change) => change.level));
  return { ...demandOf(level, base, revision, versionScheme), ...(level && { level }), changes };
}
