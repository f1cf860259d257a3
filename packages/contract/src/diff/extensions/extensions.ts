import { loadContract } from '@cc-gateway/spec';
import type { Notes } from '../comparing/difference.ts';
import { descend, type Tree } from '../reading/node.ts';
import { compareEffects } from './effects.ts';
import { compareMeaning } from './meaning.ts';
import { comparePreconditions } from './preconditions.ts';
import { compareRetcodes } from './retcodes.ts';
import { compareSessions } from './session.ts';
import { compareState } from './state.ts';
import { compareTolerated } from './tolerated.ts';
import { operationPairs, type Found, type Version } from './version.ts';

const names = /\bx-(?:state|retcodes|success|tolerated|session|violations|preconditions|effects)\b/u;

/** Compares what documents say beyond OpenAPI, where one of them does. */
export async function compareExtensions(before: Tree, after: Tree, notes: Notes): Promise<void> {
  if (![before, after].some(({ texts }) => [...texts.values()].some((text) => names.test(text)))) return;
  const [earlier, later] = await Promise.all([versionOf(before), versionOf(after)]);
  const pairs = operationPairs(earlier, later);
  const found = [
    ...pairs.flatMap((pair) =>
      [...compareMeaning(pair), ...comparePreconditions(pair), ...compareEffects(pair)].map((one) => ({
        ...one,
        operations: [`${pair.base.method.toUpperCase()} ${pair.base.path}`],
      })),
    ),
    ...[
      ...compareRetcodes(earlier, later),
      ...compareSessions(earlier, later),
      ...compareState(earlier, later, notes),
    ].map((one) => ({ ...one, operations: [] })),
  ];
  for (const pair of pairs) compareTolerated(pair, notes);
  for (const { place, operations, ...one } of found)
    notes.tell({ ...one, operations, ...placed(place, before, after) });
}

const versionOf = async (tree: Tree): Promise<Version> => ({ tree, contract: await loadContract(tree.root.file) });

const placed = (
  { side, keys }: Found['place'],
  before: Tree,
  after: Tree,
): Pick<Parameters<Notes['tell']>[0], 'base' | 'revision'> => ({
  [side]: descend((side === 'base' ? before : after).root, ...keys),
});
