import { atItsBound } from '../schemas/effort.ts';
import type { Difference } from './difference.ts';

/** Differences, where all that was not compared any more is one of them: the first, with all operations that they reach. */
export function withOneEnd(differences: Difference[]): Difference[] {
  const ended = differences.filter(({ unknown }) => unknown === atItsBound);
  const [first] = ended;
  if (!first || ended.length === 1) return differences;
  const lists = new Set(ended.map(({ operations }) => operations));
  const all: Difference = {
    ...first,
    message: `${first.message}, as ${ended.length - 1} more schemas may`,
    operations: [...new Set([...lists].flat())],
  };
  return [...differences.filter(({ unknown }) => unknown !== atItsBound), all];
}
