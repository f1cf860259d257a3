import { endEffort } from './schemas/effort.ts';
import { forgetDocuments } from './schemas/units.ts';
import { compareTrees } from './compare.ts';
import { withDemand, type ContractDiff } from './judging/contract-diff.ts';
import type { VersionScheme } from './judging/demand.ts';
import type { Ignored } from './judging/ignore.ts';
import type { Level } from './schemas/level.ts';
import { loadTree } from './reading/load.ts';
import { findSource, UsageError, workingTree, type Source } from './reading/source.ts';
import { inTemporaryFolder } from './reading/temporary.ts';
import { writtenVersion } from './reading/version.ts';
import { changesOf } from './reporting/change.ts';
import type { Tree } from './reading/node.ts';

/** How documents are compared. */
export interface DiffOptions {
  /** From where paths are seen, and where the repository is; the working directory unless told. */
  cwd?: string;
  /** Seconds that the comparison of schemas may take; 5 unless told. Memory grows with it: 512 MB for 5 seconds. */
  effort?: number;
  /** How `info.version` is read; `semver` unless told. */
  versionScheme?: VersionScheme;
  /** Levels of rules, other than their own; `off` leaves out what the rule finds. */
  levels?: ReadonlyMap<string, Level | 'off'>;
  /** Changes that are accepted, by fingerprint. */
  ignore?: ReadonlyMap<string, Ignored>;
  /** The text of the document that `-` names. */
  stdin?: () => Promise<string>;
}

/**
 * Compares two OpenAPI documents. `base` and `revision` are files, URLs, git revisions, `REVISION:PATH`, or `-` for
 * `stdin`; without `revision`, it is the working tree's document. Throws UsageError where there is no such document,
 * ContractError where it is none.
 */
export async function diff(base: string, revision?: string, options: DiffOptions = {}): Promise<ContractDiff> {
  const { cwd = process.cwd() } = options;
  if (base === '-' && revision === '-')
    throw new UsageError(
      'Both documents are - for standard input, which can be read once. Expected one of them elsewhere.',
    );
  return await inTemporaryFolder(async (folder) => {
    const from = await findSource(base, { cwd, folder: `${folder}/base`, ...options });
    const to =
      revision === undefined
        ? await workingTree(base, cwd)
        : await findSource(revision, { cwd, folder: `${folder}/revision`, ...options });
    return await diffSources(from, to, options);
  });
}

const standardEffort = 5;
/** Bytes of the heap, with the documents; and what is left for a search where these fill it. */
const [most, least] = [512 * 2 ** 20, 128 * 2 ** 20];

async function diffSources(from: Source, to: Source, options: DiffOptions): Promise<ContractDiff> {
  const [before, after] = (await Promise.all([from, to].map(({ file, text }) => loadTree(file, text)))) as [Tree, Tree];
  const { effort = standardEffort } = options;
  const differences = await inTurn(() => {
    const bytes = Math.max(most, process.memoryUsage().heapUsed + least) * Math.max(1, effort / standardEffort);
    return compareTrees(before, after, { ms: effort * 1000, bytes });
  });
  return withDemand([writtenVersion(before), writtenVersion(after)], changesOf(differences, from, to), options);
}

let last: Promise<unknown> = Promise.resolve();

/** One comparison after the other: what the processor and the heap are spent on is known of one alone. */
function inTurn<T>(compare: () => Promise<T>): Promise<T> {
  const next = last.then(compare, compare).finally(() => {
    endEffort();
    forgetDocuments();
  });
  const forget = (): void => undefined;
  // What was found is not kept until the next comparison.
  last = next.then(forget, forget);
  return next;
}
