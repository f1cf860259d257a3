import type { Level } from '../schemas/level.ts';
import { faultOf, order, textOf, versionOf, type SemVer } from './version.ts';

/** How `info.version` is read: as SemVer 2.0, as dates or other numbers that only grow, or not at all. */
export type VersionScheme = 'semver' | 'calver' | 'none';

export const versionSchemes: readonly VersionScheme[] = ['semver', 'calver', 'none'];

/** What a change of versions has to carry, and whether it does. */
export interface Demand {
  /** `info.version` of the base. */
  base: string;
  /** `info.version` of the revision. */
  revision: string;
  /** The lowest version that carries the changes; undefined where the scheme has none. */
  demanded?: string;
  /** Whether `info.version` carries the changes; undefined where the scheme has nothing to say of it. */
  isCarried: boolean;
  /** In a sentence, with what to do. */
  verdict: string;
}

/**
 * The version that changes up to `level` demand. Below 1.0.0 a break takes the second number, anything else the third. A
 * pre-release of a version carries whatever its release does: from 2.0.0-rc.1 to 2.0.0-rc.2 or 2.0.0 everything may change.
 */
export function demandOf(
  level: Level | undefined,
  base: string,
  revision: string,
  scheme: VersionScheme = 'semver',
): Demand {
  if (scheme === 'none') return { base, revision, isCarried: true, verdict: 'Versions are not judged.' };
  if (scheme === 'calver') return grown(level, base, revision);
  const [from, to] = [versionOf(base), versionOf(revision)];
  if (!from || !to) return unread(level, base, revision, from);
  const next = nextOf(from, level);
  const demanded = textOf(next);
  if (order(to, from) < 0) {
    return {
      base,
      revision,
      demanded,
      isCarried: false,
      verdict: `info.version goes back from ${base} to ${revision}: expected ${demanded} or later.`,
    };
  }
  const isCarried = order(to, lowest(next)) >= 0 && (level === undefined || order(to, from) > 0);
  const verdict = isCarried
    ? `After ${base} they demand ${demanded}; info.version ${revision} carries them.`
    : `After ${base} they demand ${demanded}; info.version ${revision} does not carry them: expected ${demanded} or later.`;
  return {
    base,
    revision,
    demanded,
    isCarried,
    verdict: level === undefined && isCarried ? `info.version ${revision} may stay.` : verdict,
  };
}

/** The first pre-release of a version carries what it carries. */
const lowest = ({ numbers, pre }: SemVer): SemVer => ({ numbers, pre: pre.length > 0 ? pre : ['0'] });

function nextOf(from: SemVer, level: Level | undefined): SemVer {
  if (!level) return from;
  const { numbers, pre } = from;
  const [major, minor, patch] = numbers;
  if (pre.length > 0 && carries(numbers, level)) return { numbers, pre: bumped(pre) };
  if (major > 0n && level === 'major') return { numbers: [major + 1n, 0n, 0n], pre: [] };
  if (major > 0n ? level === 'minor' : level === 'major') return { numbers: [major, minor + 1n, 0n], pre: [] };
  return { numbers: [major, minor, patch + 1n], pre: [] };
}

/** Whether a version that is being prepared is of the kind that a change demands. */
function carries([major, minor, patch]: SemVer['numbers'], level: Level): boolean {
  if (level === 'patch') return true;
  if (level === 'minor') return patch === 0n || major === 0n;
  return major > 0n ? minor === 0n && patch === 0n : patch === 0n;
}

/** The next of a row of pre-releases: `rc.1`, `rc.2`. */
function bumped(pre: string[]): string[] {
  const last = pre.at(-1)!;
  return /^\d+$/u.test(last) ? [...pre.slice(0, -1), String(BigInt(last) + 1n)] : [...pre, '1'];
}

function unread(level: Level | undefined, base: string, revision: string, from: SemVer | undefined): Demand {
  const demanded = from && textOf(nextOf(from, level));
  const [side, text] = from ? ['revision', revision] : ['base', base];
  const remedy = 'Write MAJOR.MINOR.PATCH, or say --version-scheme calver (versions that only grow) or none.';
  const verdict = `info.version ${JSON.stringify(text)} of the ${side} is not semantic: ${faultOf(text)}. ${remedy}`;
  return {
    base,
    revision,
    ...(demanded !== undefined && { demanded }),
    isCarried: level === undefined && base === revision,
    verdict,
  };
}

/** Versions that only grow: a change wants another one that comes later. */
function grown(level: Level | undefined, base: string, revision: string): Demand {
  const compared = growth(base, revision);
  const isCarried = revision !== '' && (level === undefined ? compared >= 0 : compared > 0);
  const verdict = isCarried
    ? `info.version ${revision} comes after ${base}.`
    : `info.version ${JSON.stringify(revision)} does not come after ${JSON.stringify(base)}: expected a later one.`;
  return {
    base,
    revision,
    isCarried,
    verdict: level === undefined && isCarried ? `info.version ${revision} may stay.` : verdict,
  };
}

/** What is released before the version that it names. */
const early = /(?<=\d)[-._]?(?:alpha|beta|rc|pre|preview|dev|snapshot|[ab](?=\d))\W?\d*.*$/iu;

/** Above 0 where the revision comes after the base: by its numbers, each as a whole; what is released early before the rest. */
function growth(base: string, revision: string): number {
  const [then, now] = [base, revision].map((text) => text.replace(early, '')) as [string, string];
  const byNumbers = now.localeCompare(then, 'en', { numeric: true });
  if (byNumbers !== 0 || base === revision) return byNumbers;
  if ((then === base) !== (now === revision)) return now === revision ? 1 : -1;
  return revision.localeCompare(base, 'en', { numeric: true });
}
