import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diffContracts } from '../src/diff/diff.ts';
import { highest } from '../src/diff/changes.ts';
import { pairsOfExtensions } from './diff/pairs-of-extensions.ts';
import { pairsOfOperations } from './diff/pairs-of-operations.ts';
import { pairsOfRewritings } from './diff/pairs-of-rewritings.ts';
import { pairsOfSchemas } from './diff/pairs-of-schemas.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cc-gateway-pairs-'))));
afterAll(() => rm(folder, { recursive: true }));

const pairs = [...pairsOfSchemas, ...pairsOfOperations, ...pairsOfExtensions, ...pairsOfRewritings];

describe.concurrent.each(pairs.map((pair, index) => ({ ...pair, index })))(
  '$what',
  ({ base, revision, level, says, index }) => {
    test(`is ${level ?? 'no change'}`, async () => {
      const [from, to] = [`${index}-base.json`, `${index}-revision.json`];
      await writeFile(join(folder, from), JSON.stringify(base, null, 2));
      await writeFile(join(folder, to), JSON.stringify(revision, null, 2));
      const { changes, demanded, isCarried } = await diffContracts(from, to, folder);
      expect({ level: highest(changes), changes }).toMatchObject({ level });
      expect(demanded).toBe({ major: '2.0.0', minor: '1.1.0', patch: '1.0.1' }[level!] ?? '1.0.0');
      expect(isCarried).toBe(level === undefined);
      if (level) {
        const told = { level, message: expect.stringContaining(says), line: expect.any(Number) };
        expect(changes).toContainEqual(expect.objectContaining(told));
      }
    });
  },
);
