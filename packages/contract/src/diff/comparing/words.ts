import { child, isObject, type Node } from '../reading/node.ts';
import { isEqual } from '../schemas/unit.ts';
import type { Notes } from './difference.ts';

/** Extensions that have rules of their own. */
const known =
  /^x-(?:state|retcodes|success|tolerated|session|violations|preconditions|effects|sunset|stability-level|extensible-enum)$/u;

/** Tells where words changed that no program reads, and extensions that no rule knows. */
export function compareWords(
  base: Node,
  revision: Node,
  what: string,
  operations: string[],
  notes: Notes,
  words: string[],
): void {
  const keys = [base, revision].flatMap(({ value }) => (isObject(value) ? Object.keys(value) : []));
  const extensions = [...new Set(keys)].filter((key) => key.startsWith('x-') && !known.test(key));
  for (const key of [...words, ...extensions]) {
    const [then, now] = [child(base, key), child(revision, key)];
    if (isEqual(then.value, now.value)) continue;
    const verb = then.value === undefined ? 'has' : now.value === undefined ? 'has lost' : 'changed';
    notes.tell({
      level: 'patch',
      rule: 'words',
      keyword: key,
      message: `${what} ${verb} its ${key}`,
      operations,
      base: then.value === undefined ? base : then,
      revision: now.value === undefined ? revision : now,
    });
  }
}
