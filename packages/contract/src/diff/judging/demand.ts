import type { Level } from '../comparing/changes.ts';

/** What a change of versions has to carry, and whether it does. */
export interface Demand {
  /** `info.version` of the base. */
  base: string;
  /** `info.version` of the revision. */
  revision: string;
  /** The lowest version that carries the changes; undefined where the base's is not semantic. */
  demanded?: string;
  isCarried: boolean;
}

/** The version that changes up to `level` demand. Below 1.0.0 a break takes the second number, anything else the third. */
export function demandOf(level: Level | undefined, base: string, revision: string): Demand {
  const [from, to] = [parse(base), parse(revision)];
  if (!from) return { base, revision, isCarried: level === undefined };
  const next = bumped(from, level);
  return { base, revision, demanded: next.join('.'), isCarried: to !== undefined && isAtLeast(to, next) };
}

type Numbers = [major: number, minor: number, patch: number];

function bumped([major, minor, patch]: Numbers, level: Level | undefined): Numbers {
  if (!level) return [major, minor, patch];
  if (major > 0 && level === 'major') return [major + 1, 0, 0];
  if (major > 0 ? level === 'minor' : level === 'major') return [major, minor + 1, 0];
  return [major, minor, patch + 1];
}

function parse(version: string): Numbers | undefined {
  const found = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/u.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

function isAtLeast(version: Numbers, other: Numbers): boolean {
  const index = version.findIndex((number, at) => number !== other[at]);
  return index < 0 || version[index]! > other[index]!;
}
