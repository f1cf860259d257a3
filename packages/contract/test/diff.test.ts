import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { highest } from '../src/diff/judging/highest.ts';
import { diffContracts, ownDiff } from '../src/diff/diff.ts';
import type { ContractDiff } from '../src/diff/judging/contract-diff.ts';
import { fileSource, type Source } from '../src/diff/reading/source.ts';
import { pairsOfExtensions } from './diff/pairs-of-extensions.ts';
import { pairsOfOperations } from './diff/pairs-of-operations.ts';
import { pairsOfRewritings } from './diff/pairs-of-rewritings.ts';
import { pairsOfSchemas } from './diff/pairs-of-schemas.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cc-gateway-pairs-'))));
afterAll(() => rm(folder, { recursive: true }));

const sourceOf = (name: string): Source => fileSource(join(folder, name), name, folder);

const diffOwn = (from: string, to: string): Promise<ContractDiff> => ownDiff(sourceOf(from), sourceOf(to));

const diffFully = (from: string, to: string): Promise<ContractDiff> => diffContracts(from, to, folder);

// `redocly diff` knows no extension of ours, and a break that our rules see it cannot take back.
const breaks = pairsOfSchemas.filter(({ level }) => level === 'major');
const others = pairsOfSchemas.filter(({ level }) => level !== 'major');
const inOwn = [...breaks, ...pairsOfExtensions];
const inFull = [...others, ...pairsOfOperations, ...pairsOfRewritings];

describe.concurrent.each([
  ...inOwn.map((pair, index) => ({ ...pair, name: `own-${index}`, diff: diffOwn })),
  ...inFull.map((pair, index) => ({ ...pair, name: `full-${index}`, diff: diffFully })),
])('$what', ({ base, revision, level, says, name, diff }) => {
  test(`is ${level ?? 'no change'}`, { timeout: 300_000 }, async () => {
    const [from, to] = [`${name}-base.json`, `${name}-revision.json`];
    await writeFile(join(folder, from), JSON.stringify(base, null, 2));
    await writeFile(join(folder, to), JSON.stringify(revision, null, 2));
    const { changes, demanded, isCarried } = await diff(from, to);
    expect({ level: highest(changes), changes }).toMatchObject({ level });
    expect(demanded).toBe(level ? { major: '2.0.0', minor: '1.1.0', patch: '1.0.1' }[level] : '1.0.0');
    expect(isCarried).toBe(level === undefined);
    const told = changes.filter((change) => change.level === level && change.message.includes(says));
    expect(told.map(({ file }) => file).every((file) => file === from || file === to)).toBe(true);
    expect(told.length > 0).toBe(level !== undefined);
  });
});
