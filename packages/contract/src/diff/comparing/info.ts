import { child, children, isObject, type Node, type Tree } from '../reading/node.ts';
import { isSameDialect, otherDialect } from '../schemas/dialects.ts';
import { isEqual } from '../schemas/unit.ts';
import type { Notes } from './difference.ts';
import { compareWords } from './words.ts';

/** Compares what a document says of itself: title, licence, tags. */
export function compareInfo(before: Tree, after: Tree, notes: Notes): void {
  const [base, revision] = [child(before.root, 'info'), child(after.root, 'info')];
  compareWords(base, revision, 'the document', [], notes, [
    'title',
    'summary',
    'description',
    'termsOfService',
    'contact',
    'license',
  ]);
  compareWords(before.root, after.root, 'the document', [], notes, ['externalDocs', 'openapi', '$self']);
  const [then, now] = [before, after].map(({ root }) => child(root, 'jsonSchemaDialect')) as [Node, Node];
  if (!isSameDialect(then.value, now.value))
    notes.tell({
      level: 'minor',
      rule: 'dialect',
      keyword: 'jsonSchemaDialect',
      message: `the document has schemas of the dialect ${now.value ?? 'of OpenAPI'}, was ${then.value ?? 'of OpenAPI'}`,
      unknown: otherDialect,
      base: then,
      revision: now,
    });
  compareTags(child(before.root, 'tags'), child(after.root, 'tags'), notes);
}

function compareTags(base: Node, revision: Node, notes: Notes): void {
  const byName = (list: Node): Map<string, Node> =>
    new Map(
      children(list)
        .filter(({ value }) => isObject(value))
        .map((tag) => [String(tag.value.name), tag]),
    );
  const [then, now] = [byName(base), byName(revision)];
  for (const name of new Set([...then.keys(), ...now.keys()])) {
    const [before, after] = [then.get(name), now.get(name)];
    if (isEqual(before?.value, after?.value)) continue;
    const verb = before && after ? 'is described differently' : after ? 'was added' : 'was removed';
    notes.tell({
      level: 'patch',
      rule: 'words',
      keyword: 'tags',
      message: `the tag ${name} ${verb}`,
      base: before,
      revision: after,
    });
  }
}
