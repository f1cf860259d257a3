import { compareExtensions } from './extensions/extensions.ts';
import { withOneEnd } from './comparing/ended.ts';
import { withoutPromises } from './comparing/promises.ts';
import { differencesIn } from './comparing/reach.ts';
import type { Effort } from './schemas/effort.ts';
import { createUnits } from './schemas/units.ts';
import type { Difference, Notes, Root } from './comparing/difference.ts';
import { compareDocuments } from './comparing/document.ts';
import type { Tree } from './reading/node.ts';

/** Every difference between two documents, in the order of the documents. */
export async function compareTrees(before: Tree, after: Tree, effort: Effort): Promise<Difference[]> {
  if (isSameText(before, after)) return [];
  const differences: Difference[] = [];
  const roots: Root[] = [];
  const notes: Notes = {
    tell: ({ operations = [], ...difference }) => differences.push({ ...difference, operations }),
    schemas: (root) => roots.push(root),
  };
  compareDocuments(before, after, notes);
  await compareExtensions(before, after, notes);
  return withoutPromises(before, [...differences, ...withOneEnd(differencesIn(createUnits(effort), roots))]);
}

/** Documents of one file each, and of the same bytes. */
const isSameText = ({ root, texts }: Tree, after: Tree): boolean =>
  texts.size === 1 && after.texts.size === 1 && texts.get(root.file) === after.texts.get(after.root.file);
