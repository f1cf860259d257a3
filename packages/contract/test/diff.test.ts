import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diff } from '../src/diff/diff.ts';
import { pairsOfExtensions } from './diff/pairs-of-extensions.ts';
import { pairsOfOperations } from './diff/pairs-of-operations.ts';
import { pairsOfRewritings } from './diff/pairs-of-rewritings.ts';
import { pairsOfSchemas } from './diff/pairs-of-schemas.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cc-gateway-pairs-'))));
afterAll(() => rm(folder, { recursive: true }));

const pairs = [...pairsOfSchemas, ...pairsOfOperations, ...pairsOfRewritings, ...pairsOfExtensions];

describe.each(pairs.map((pair, index) => ({ ...pair, index })))('$what', ({ base, revision, level, says, index }) => {
  test(`is ${level ?? 'no change'}`, async () => {
    const [from, to] = [`${index}-base.json`, `${index}-revision.json`];
    await writeFile(join(folder, from), JSON.stringify(base, null, 2));
    await writeFile(join(folder, to), JSON.stringify(revision, null, 2));
    const found = await diff(from, to, { cwd: folder });
    expect({ level: found.level, changes: found.changes }).toMatchObject({ level });
    expect(found.demanded).toBe(level ? { major: '2.0.0', minor: '1.1.0', patch: '1.0.1' }[level] : '1.0.0');
    expect(found.isCarried).toBe(level === undefined);
    const told = found.changes.filter((change) => change.level === level && change.message.includes(says));
    expect(told.map(({ file }) => file).every((file) => file === from || file === to)).toBe(true);
    expect(told.length > 0).toBe(level !== undefined);
  });
});
