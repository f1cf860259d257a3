import type { Json } from '@cc-gateway/spec';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diff } from '../src/diff/diff.ts';
import type { ContractDiff } from '../src/diff/judging/contract-diff.ts';
import { documentOf, kinds, narrowings, others, pages, sames, type Pair } from './diff/kinds.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cc-gateway-kinds-'))));
afterAll(() => rm(folder, { recursive: true }));

let count = 0;

async function compare(base: Json, revision: Json): Promise<ContractDiff> {
  count += 1;
  await writeFile(join(folder, `${count}-a.json`), JSON.stringify(base));
  await writeFile(join(folder, `${count}-b.json`), JSON.stringify(revision));
  return await diff(`${count}-a.json`, `${count}-b.json`, { cwd: folder });
}

const ways = ['request', 'response'] as const;

describe.each(ways)('in a %s', (way) => {
  test.each(sames)('%s is no change', async (...[, base, revision, before, after]: Pair) => {
    const { changes } = await compare(documentOf(base, way, before), documentOf(revision, way, after));
    expect(changes.filter(({ level }) => level !== 'patch')).toEqual([]);
  });

  test.each(narrowings)('%s is narrowed', async (...[, base, revision, before, after]: Pair) => {
    const [wide, narrow] = [documentOf(base, way, before), documentOf(revision, way, after)];
    const [there, back] = [await compare(wide, narrow), await compare(narrow, wide)];
    expect([there.level, back.level]).toEqual(way === 'request' ? ['major', 'minor'] : ['minor', 'major']);
  });

  test.each(others)('%s breaks', async (...[, base, revision, before, after]: Pair) => {
    expect(await compare(documentOf(base, way, before), documentOf(revision, way, after))).toMatchObject({
      level: 'major',
    });
  });
});

test('what cannot be told is not comparable, and says why', async () => {
  const schema = (pattern: string): Json => documentOf({ type: 'string', pattern }, 'request');
  const { changes } = await compare(schema('(?i)^a$'), schema('(?i)^b$'));
  expect(changes.map(({ level, verdict, reason }) => ({ level, verdict, reason }))).toEqual([
    {
      level: 'major',
      verdict: 'not comparable',
      reason: 'the pattern "(?i)^b$" is of PCRE, which JSON Schema does not read',
    },
    {
      level: 'minor',
      verdict: 'not comparable',
      reason: 'the pattern "(?i)^a$" is of PCRE, which JSON Schema does not read',
    },
  ]);
});

test.each([
  [String.raw`^(?!a)\p{Lu}\++$`, 'looks around or back, or is too large to be compared'],
  [String.raw`^a\z`, 'is of PCRE, which JSON Schema does not read'],
  ['^a(', 'is no regular expression of ECMA-262'],
])('why the pattern %s is not comparable is what openapi says of it', async (pattern, why) => {
  const schema = (text: string): Json => documentOf({ type: 'string', pattern: text }, 'request');
  const { changes } = await compare(schema('(?i)b'), schema(pattern));
  expect(changes.map(({ reason }) => reason)).toContain(`the pattern ${JSON.stringify(pattern)} ${why}`);
});

test('a dynamic reference that may name another schema than before is not comparable', async () => {
  const document = (components: Json): Json => documentOf({ $ref: '#/components/schemas/Pets' }, 'request', components);
  const { changes } = await compare(document(pages({})), document(pages({}, {})));
  const reason =
    '"#item" names one of several schemas by the way that leads to it, and not the same ones on both sides';
  expect(changes).toMatchObject([{ level: 'major', verdict: 'not comparable', keyword: '$dynamicRef', reason }]);
});

test('what goes of a member that goes no way is not comparable, and no break', async () => {
  const member = { type: 'string', readOnly: true, writeOnly: true };
  for (const way of ways) {
    const { level, changes } = await compare(
      documentOf({ type: 'object', properties: { a: member } }, way),
      documentOf({ type: 'object', properties: {} }, way),
    );
    expect({ level, changes }).toMatchObject({ level: 'minor', changes: [{ verdict: 'not comparable' }] });
  }
});

test('a new member of a component breaks readers of an object that takes no others', async () => {
  const document = (properties: Json): Json =>
    documentOf({ allOf: [{ $ref: '#/components/schemas/A' }], unevaluatedProperties: false }, 'response', {
      components: { schemas: { A: { properties } } },
    });
  expect(await compare(document({ a: {} }), document({ a: {}, b: {} }))).toMatchObject({
    level: 'major',
    changes: [{ rule: 'member-added' }],
  });
});

test('a discriminator that is gone breaks who reads, and not who sends', async () => {
  const [base, revision] = [kinds(['Cat', 'Dog']), kinds(['Cat', 'Dog'])];
  delete revision.components.schemas.Pet.discriminator;
  const pet = { $ref: '#/components/schemas/Pet' };
  const levels = [];
  for (const way of ways)
    levels.push((await compare(documentOf(pet, way, base), documentOf(pet, way, revision))).level);
  expect(levels).toEqual(['minor', 'major']);
});

test('what breaks programs and nothing on the wire says so', async () => {
  const base = documentOf({}, 'request');
  const revision = structuredClone(base);
  revision.paths['/kinds'].post.operationId = 'post';
  const { changes } = await compare(base, revision);
  expect(changes).toMatchObject([
    {
      level: 'major',
      affects: expect.stringContaining('generated clients'),
      remedy: expect.stringContaining('--levels'),
    },
  ]);
});

test('what was changed has a value that shows it', async () => {
  const { changes } = await compare(
    documentOf({ type: 'object', properties: { a: {}, b: { minimum: 3, type: 'integer' } } }, 'request'),
    documentOf(
      { type: 'object', properties: { a: {}, b: { minimum: 4, type: 'integer' } }, required: ['a'] },
      'request',
    ),
  );
  expect(changes.map(({ message, witness }) => ({ message, witness }))).toEqual([
    { message: 'the request body no longer takes {}: its member a became required', witness: {} },
    { message: 'the request body member b no longer takes 3: `minimum` is 4, was 3', witness: 3 },
  ]);
});

test('a shared component is one change, with the operations that it reaches', async () => {
  const document = (minLength: number): Json => {
    const { paths, ...rest } = documentOf({ $ref: '#/components/schemas/Name' }, 'request');
    const [item] = Object.values(paths);
    const many = Array.from({ length: 5 }, (_, index) => [`/kinds/${index}`, structuredClone(item)]);
    return {
      ...rest,
      paths: Object.fromEntries(many),
      components: { schemas: { Name: { type: 'string', minLength } } },
    };
  };
  const { changes } = await compare(document(1), document(2));
  expect(changes).toHaveLength(1);
  expect(changes[0]!.operations).toEqual([0, 1, 2, 3, 4].map((index) => `POST /kinds/${index}`));
  expect(changes[0]!.pointer).toBe('#/components/schemas/Name/minLength');
});

test('a comparison that ends at its bound says so, and is no silence', async () => {
  await writeFile(join(folder, 'a.json'), JSON.stringify(documentOf({ type: 'string' }, 'request')));
  await writeFile(join(folder, 'b.json'), JSON.stringify(documentOf({ type: 'string', minLength: 1 }, 'request')));
  const { changes } = await diff('a.json', 'b.json', { cwd: folder, effort: 1e-9 });
  expect(changes).toMatchObject([
    { level: 'major', verdict: 'not comparable', reason: expect.stringContaining('--effort') },
  ]);
});
