import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root, type Published } from './published.ts';

type Level = 'major' | 'minor' | 'patch';

/** What a version is made of. Throws where it is none that is released. */
function partsOf(version: string): [number, number, number] {
  const found = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (!found) throw new Error(`The version is ${JSON.stringify(version)}, expected MAJOR.MINOR.PATCH.`);
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** What lies between two versions; undefined where the second is not later. */
export function levelBetween(earlier: string, later: string): Level | undefined {
  const [before, after] = [partsOf(earlier), partsOf(later)];
  const at = after.findIndex((part, index) => part !== before[index]);
  if (at < 0 || after[at]! < before[at]!) return undefined;
  return (['major', 'minor', 'patch'] as const)[at];
}

/** A pending note on a change: the packages that it concerns, and how much. */
export type Changeset = Record<string, Level>;

/** The pending notes of the workspace. */
export const pendingChangesets = (): Changeset[] =>
  globSync('.changeset/*.md', { cwd: root }).flatMap((file) => {
    const [, head = ''] = /^---\n([^]*?)\n---/.exec(readFileSync(join(root, file), 'utf8')) ?? [];
    return head === '' ? [] : [parse(head) as Changeset];
  });

/** Why nothing can be published yet, in words; undefined where nothing is pending. */
export const whyNotYet = (pending: readonly Changeset[]): string | undefined =>
  pending.length === 0
    ? undefined
    : `${pending.length} ${pending.length === 1 ? 'changeset is' : 'changesets are'} pending: \`npm run changeset version\` turns them into versions and notes.`;

/** The packages whose versions follow the contract's: what breaks for its readers breaks for theirs. */
const followers = ['@cc-gateway/spec', '@cc-gateway/types', '@cc-gateway/client'];

/** The versions whose changes are told, and whose contract is neither the present one nor kept, in words. */
export const missingVersions = (changes: string, present: readonly string[]): string[] =>
  [...changes.matchAll(/^## (\d+\.\d+\.\d+)$/gm)].flatMap(([, version]) =>
    present.includes(version!)
      ? []
      : [`The contract ${version} is not kept: \`npm run keep -- REVISION\`, with a commit that has it, does.`],
  );

const ranks: Record<Level, number> = { patch: 1, minor: 2, major: 3 };

/** What the version of the contract demands of the packages that follow it, and is not pending, in words. */
export function missingBumps(
  contract: string,
  packages: readonly Pick<Published, 'name' | 'version'>[],
  pending: readonly Changeset[],
): string[] {
  return followers.flatMap((name) => {
    const { version } = packages.find((each) => each.name === name) ?? { version: '0.0.0' };
    const demanded = levelBetween(version, contract);
    const noted = Math.max(0, ...pending.map((changeset) => ranks[changeset[name]!] ?? 0));
    if (demanded === undefined || noted >= ranks[demanded]) return [];
    return [`${name} is ${version}, and the contract ${contract}: a changeset of the level ${demanded} is missing.`];
  });
}
