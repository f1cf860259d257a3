import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '@cc-gateway/spec';
import { compareAnswers } from './comparing/answers.ts';
import { compareRequest } from './comparing/bodies.ts';
import { highest, type Change, type Difference } from './comparing/changes.ts';
import { compareEffects } from './comparing/effects.ts';
import { createLocator } from './reporting/locate.ts';
import { compareMeaning } from './comparing/meaning.ts';
import { compareParameters } from './comparing/parameters.ts';
import { comparePreconditions } from './comparing/preconditions.ts';
import { redoclyChanges } from './comparing/redocly.ts';
import { compareRetcodes } from './comparing/retcodes.ts';
import { compareSecurity } from './comparing/security.ts';
import { compareSessions } from './comparing/session.ts';
import { operationPairs, type Version } from './reading/versions.ts';
import { findSource, workingTree, type Source } from './reading/source.ts';
import { compareState } from './comparing/state.ts';
import { compareTolerated } from './comparing/tolerated.ts';
import { demandOf, type Demand } from './judging/demand.ts';
import { createWorld } from './reading/world.ts';

/** What changed between two contracts, and the version that it demands. */
export interface ContractDiff extends Demand {
  /** Breaking changes first. */
  changes: Change[];
}

/**
 * Compares two OpenAPI documents. `base` and `revision` are files, git revisions or `REVISION:PATH`; without `revision`,
 * it is the working tree's document. Throws UsageError where there is no such document, ContractError where it is none.
 */
export async function diffContracts(base: string, revision?: string, cwd = process.cwd()): Promise<ContractDiff> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-diff-'));
  try {
    const from = await findSource(base, cwd, join(folder, 'base'));
    const to =
      revision === undefined ? await workingTree(base, cwd) : await findSource(revision, cwd, join(folder, 'revision'));
    return await compare(from, to, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(from: Source, to: Source, folder: string): Promise<ContractDiff> {
  const [reported, own] = await Promise.all([redoclyChanges(from.file, to.file, folder), ownDiff(from, to)]);
  const named = reported.map((change) => ({ ...change, file: nameOf(change.file, from, to) }));
  return withDemand(own, [...own.changes, ...named]);
}

/** The comparison without what `redocly diff` adds: everything but paths, operations, servers and words. */
export async function ownDiff(from: Source, to: Source): Promise<ContractDiff> {
  const [before, after] = await Promise.all([readVersion(from), readVersion(to)]);
  const [base, revision] = [before, after].map(({ contract }) => contract.stamp.version) as [string, string];
  return withDemand({ base, revision }, located(differencesOf(before, after), from, to));
}

function withDemand({ base, revision }: Pick<Demand, 'base' | 'revision'>, changes: Change[]): ContractDiff {
  return { ...demandOf(highest(changes), base, revision), changes: unique(changes) };
}

async function readVersion({ file }: Source): Promise<Version> {
  const contract = await loadContract(file);
  return { contract, ...createWorld(contract.document) };
}

function differencesOf(before: Version, after: Version): Difference[] {
  const operations = operationPairs(before, after).flatMap((pair) => [
    ...compareParameters(pair),
    ...compareRequest(pair),
    ...compareAnswers(pair),
    ...compareSecurity(pair),
    ...compareMeaning(pair),
    ...comparePreconditions(pair),
    ...compareEffects(pair),
    ...compareTolerated(pair),
  ]);
  const shared = [compareRetcodes, compareSessions, compareState].flatMap((rule) => rule(before, after));
  return [...operations, ...shared];
}

function located(differences: Difference[], from: Source, to: Source): Change[] {
  const locators = { base: createLocator(from.file), revision: createLocator(to.file) };
  const sources = { base: from, revision: to };
  return differences.map(({ place: { side, keys }, ...difference }) => {
    const place = locators[side](keys);
    return { ...difference, ...place, file: sources[side].nameOf(place.file) };
  });
}

/** A file of one of the two documents; one that both have is named after the revision. */
function nameOf(file: string, from: Source, to: Source): string {
  const [before, after] = [from.nameOf(file), to.nameOf(file)];
  return after.includes('..') ? before : after;
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
