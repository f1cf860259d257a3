import type { Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { compareDocuments } from '../src/diff/comparing/document.ts';
import type { Root } from '../src/diff/comparing/difference.ts';
import { loadTree } from '../src/diff/reading/load.ts';
import { createUnits } from '../src/diff/schemas/units.ts';
import { documentOf } from './diff/kinds.ts';

/** A kind that so many others extend by `allOf`, told apart by a member; it alone changes. */
function family(size: number, longest: number): Json {
  const kinds = Array.from({ length: size }, (_, index) => [
    `Kind${index}`,
    { allOf: [{ $ref: '#/components/schemas/Kind' }, { properties: { own: { type: 'string' } } }] },
  ]);
  const kind = {
    type: 'object',
    properties: { kind: { type: 'string', maxLength: longest } },
    discriminator: { propertyName: 'kind' },
  };
  const components = { schemas: { Kind: kind, ...Object.fromEntries(kinds) } };
  return documentOf({ $ref: '#/components/schemas/Kind' }, 'request', { components });
}

/** An object that is one of so many kinds, or null; a member of all of them changes. */
function choice(size: number, longest: number): Json {
  const names = Array.from({ length: size }, (_, index) => `own${index}`);
  const kinds = names.map((name) => [
    name,
    {
      type: 'object',
      required: [name],
      properties: { [name]: { type: 'string', maxLength: longest } },
    },
  ]);
  const schemas = {
    ...Object.fromEntries(kinds),
    Kind: { anyOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })), description: `${longest}` },
  };
  const source = { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Kind' }], maxLength: longest };
  return documentOf(source, 'request', { components: { schemas } });
}

type Make = (size: number, longest: number) => Json;

async function pairsIn(make: Make, size: number): Promise<{ units: number; edges: number }> {
  const [before, after] = [make(size, 9), make(size, 8)].map((document) =>
    loadTree('/family.json', JSON.stringify(document)),
  );
  const roots: Root[] = [];
  compareDocuments(await before!, await after!, { tell: () => undefined, schemas: (root) => roots.push(root) });
  const units = createUnits({ ms: Infinity, bytes: Infinity });
  const starts = roots.map(({ base, revision }) => units.of(base, revision));
  units.run(starts);
  const all = new Set(starts);
  for (const { edges } of all) for (const { unit } of edges) all.add(unit);
  return { units: all.size, edges: [...all].reduce((sum, { edges }) => sum + edges.length, 0) };
}

test.each([
  ['subtypes', family, 50],
  ['alternatives inside of an alternative', choice, 5],
] as const)('the work grows with the number of %s, not with its square', async (_, make, size) => {
  const [small, large] = [await pairsIn(make, size), await pairsIn(make, 4 * size)];
  expect(large.units).toBeLessThan(4.5 * small.units);
  expect(large.edges).toBeLessThan(4.5 * small.edges);
});
