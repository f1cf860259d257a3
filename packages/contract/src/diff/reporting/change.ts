import { fingerprintOf } from '../../redaction/fingerprint.ts';
import type { Difference } from '../comparing/difference.ts';
import { child, type Node } from '../reading/node.ts';
import type { Source } from '../reading/source.ts';
import { levels } from '../schemas/level.ts';
import type { Change, Place } from '../judging/change.ts';
import { placesOf } from './place.ts';
import { affectedBy, remedyFor } from './advice.ts';

/** Differences as changes, each once, those that break first. */
export function changesOf(differences: Difference[], from: Source, to: Source): Change[] {
  const merged = mergedOf(differences);
  const bases = placesOf(
    merged.map(({ base, keyword }) => base && at(base, keyword)),
    from,
  );
  const revisions = placesOf(
    merged.map(({ revision, keyword }) => revision && at(revision, keyword)),
    to,
  );
  const changes = merged.map((difference, index) => changeOf(difference, bases[index], revisions[index]));
  return changes.toSorted(
    (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || a.file.localeCompare(b.file) || a.line - b.line,
  );
}

/** The keyword that changed, where the node has it. */
function at(node: Node, keyword: string | undefined): Node {
  if (keyword === undefined || keyword === '') return node;
  const inner = child(node, keyword);
  return inner.value === undefined ? node : inner;
}

/** What is the same at the same place is one change of several operations. */
function mergedOf(differences: Difference[]): Difference[] {
  const known = new Map<string, { difference: Difference; lists: Set<string[]> }>();
  const ids = new Map<object, number>();
  const idOf = (node: Node | undefined): number => {
    if (!node || typeof node.value !== 'object' || node.value === null) return -1;
    if (!ids.has(node.value)) ids.set(node.value, ids.size);
    return ids.get(node.value)!;
  };
  for (const difference of differences) {
    const { level, rule, message, base, revision, unknown } = difference;
    const place = [idOf(base), idOf(revision)].every((id) => id < 0)
      ? `${base?.key} ${revision?.key}`
      : `${idOf(base)} ${idOf(revision)}`;
    const key = [level, rule, unknown, place, wordsOf(message)].join('\n');
    const found = known.get(key);
    if (found) found.lists.add(difference.operations);
    else known.set(key, { difference, lists: new Set([difference.operations]) });
  }
  return [...known.values()].map(({ difference, lists }) =>
    lists.size === 1 ? difference : { ...difference, operations: [...new Set([...lists].flat())] },
  );
}

/** What is said of a place, without where the place was met. */
const wordsOf = (message: string): string => message.replace(/^the (?:request body|answer \w+)/u, '');

/** What a keyword says in full, where it is no schema: what is accepted is one step, not every later one. */
function plainAt(node: Node | undefined, keyword = ''): unknown {
  const value: unknown = node && child(node, keyword).value;
  return typeof value === 'object' ? undefined : value;
}

function changeOf(difference: Difference, base: Place | undefined, revision: Place | undefined): Change {
  const { level, rule, message, said = message, operations, keyword, witness, unknown } = difference;
  const place = (rule.endsWith('removed') ? (base ?? revision) : (revision ?? base)) ?? {
    file: '',
    line: 1,
    pointer: '#/',
  };
  const fingerprint = fingerprintOf(
    JSON.stringify([
      rule,
      level,
      base?.pointer,
      revision?.pointer,
      difference.direction,
      said,
      [difference.base, difference.revision].map((node) => plainAt(node, keyword)),
    ]),
  );
  return {
    level,
    verdict: unknown === undefined ? 'changed' : 'not comparable',
    ...(unknown !== undefined && { reason: unknown }),
    rule,
    message,
    operations,
    ...(keyword && { keyword }),
    ...(witness && { witness: witness.value }),
    affects: affectedBy(difference),
    remedy: remedyFor(difference),
    ...place,
    ...(base && { base }),
    ...(revision && { revision }),
    fingerprint,
  };
}
