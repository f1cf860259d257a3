import { child, type Node } from '../reading/node.ts';
import { retirementsOf, stabilityIn, sunsetIn } from '../schemas/retirement.ts';
import type { Notes } from './difference.ts';

/** How stable something says to be: `draft`, `alpha`, `beta` or `stable`; undefined where it says nothing. */
export const stabilityOf = ({ value }: Node): string | undefined => stabilityIn(value);

/** Whether nobody was promised that something stays as it is. */
export const isUnpromised = (node: Node): boolean => ['draft', 'alpha'].includes(stabilityOf(node) ?? '');

/** Why something may go without a break: nobody was promised it, it was deprecated for good, or its day has come. */
export function isGoneRightly(node: Node): string | undefined {
  if (isUnpromised(node)) return `it was ${stabilityOf(node)}`;
  if (node.value?.deprecated !== true) return undefined;
  if (node.value['x-sunset'] === undefined) return 'it was deprecated, and no sunset was promised';
  const sunset = sunsetIn(node.value);
  return sunset && sunset.getTime() <= Date.now() ? 'it was deprecated, and its sunset is past' : undefined;
}

/** How something is retired: that it is deprecated, until when it stays, how stable it says to be. */
export function compareRetirement(base: Node, revision: Node, what: string, operations: string[], notes: Notes): void {
  for (const { level, rule, says, keyword } of retirementsOf(base.value, revision.value))
    notes.tell({
      level,
      rule,
      message: `${what} ${says}`,
      keyword,
      operations,
      base: child(base, keyword),
      revision: child(revision, keyword),
    });
}
