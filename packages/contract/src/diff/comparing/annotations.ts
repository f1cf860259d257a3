import { isDeepStrictEqual } from 'node:util';
import { shown, type Difference, type Level } from './changes.ts';
import { partsOf } from './parts.ts';
import type { SchemaPair } from './schema-pair.ts';

/** What no value shows: defaults, and which way a member goes. */
export function compareAnnotations({ base, revision, direction, what, keys }: SchemaPair): Difference[] {
  const [before, after] = [base, revision].map((side) =>
    Object.assign(
      {},
      ...partsOf(side)
        .filter(({ always }) => always)
        .map(({ schema }) => schema),
    ),
  );
  const difference = (level: Level, rule: string, message: string): Difference => ({
    level,
    rule,
    message: `${what} ${message}`,
    place: { side: 'revision', keys },
  });
  const differences: Difference[] = [];
  if (!isDeepStrictEqual(before.default, after.default)) {
    const level = direction === 'response' ? 'patch' : before.default === undefined ? 'minor' : 'major';
    differences.push(
      difference(level, 'default', `changed its default from ${shown(before.default)} to ${shown(after.default)}`),
    );
  }
  const closed = direction === 'request' ? 'readOnly' : 'writeOnly';
  if (before[closed] !== after[closed] && (before[closed] || after[closed])) {
    differences.push(
      difference(after[closed] ? 'major' : 'minor', closed, `${after[closed] ? 'became' : 'is no longer'} ${closed}`),
    );
  }
  return differences;
}
