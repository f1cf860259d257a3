import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '@cc-gateway/spec';
import { differencesOf } from './comparing/differences.ts';
import { located, nameOf } from './reporting/located.ts';
import { redoclyChanges } from './comparing/redocly.ts';
import type { Version } from './reading/versions.ts';
import { findSource, workingTree, type Source } from './reading/source.ts';
import { withDemand, type ContractDiff } from './judging/contract-diff.ts';
import { createWorld } from './reading/world.ts';

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

async function readVersion({ file }: Source): Promise<Version> {
  const contract = await loadContract(file);
  return { contract, ...createWorld(contract.document) };
}
