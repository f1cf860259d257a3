import type { Json } from '@cc-gateway/spec';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diff } from '../src/diff/diff.ts';
import { cases, everything, partsOf } from './diff/pairs-of-documents.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cc-gateway-mutations-'))));
afterAll(() => rm(folder, { recursive: true }));

const plain = cases.filter(([, , , before]) => before === undefined);
const harmless = plain.filter(([level]) => level !== 'major');
const breaking = plain.filter(([level]) => level === 'major');

/** Members of each object in another order, as a seed says. */
function shuffled(value: Json, seed: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
  const entries = Object.entries<Json>(value).toSorted(([a], [b]) => rank(a, seed) - rank(b, seed));
  return Object.fromEntries(entries.map(([key, member]) => [key, shuffled(member, seed)]));
}

const rank = (key: string, seed: number): number =>
  Array.from(key).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)! + seed) % 10_007, seed % 10_007);

/** The document with changes made to it; undefined where one of them took away what another needs. */
function mutated(changes: typeof cases, seed: number): Json {
  const document = everything();
  try {
    for (const [, , change] of changes) change(partsOf(document));
  } catch {
    return undefined;
  }
  return shuffled(document, seed);
}

async function levelOf(revision: Json): Promise<string | undefined> {
  await Promise.all([
    writeFile(join(folder, 'a.json'), JSON.stringify(everything())),
    writeFile(join(folder, 'b.json'), JSON.stringify(revision)),
  ]);
  return (await diff('a.json', 'b.json', { cwd: folder })).level;
}

const options = { seed: 20261126, numRuns: 60 };

test('harmless changes stay harmless together, in any order of members', async () => {
  const property = fc.asyncProperty(
    fc.uniqueArray(fc.constantFrom(...harmless), { maxLength: 6 }),
    fc.nat(),
    async (changes, seed) => {
      const revision = mutated(changes, seed);
      fc.pre(revision !== undefined);
      expect(await levelOf(revision)).not.toBe('major');
    },
  );
  await fc.assert(property, options);
});

test('a break is found among harmless changes', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...breaking),
    fc.uniqueArray(fc.constantFrom(...harmless), { maxLength: 4 }),
    fc.nat(),
    async (change, changes, seed) => {
      const revision = mutated([...changes, change], seed);
      fc.pre(revision !== undefined);
      expect(await levelOf(revision)).toBe('major');
    },
  );
  await fc.assert(property, options);
});
