import type { Tree } from '../reading/node.ts';
import { operationsOf, webhooksOf } from '../reading/operations.ts';
import type { Difference } from './difference.ts';
import { isUnpromised } from './retirement.ts';

/** Differences, none of which breaks where it reaches only operations that the base calls draft or alpha. */
export function withoutPromises(before: Tree, differences: Difference[]): Difference[] {
  const operations = [...operationsOf(before), ...webhooksOf(before)].filter(({ node }) => isUnpromised(node));
  if (operations.length === 0) return differences;
  const open = new Set(operations.map(({ name }) => name));
  return differences.map((difference) =>
    difference.level === 'major' &&
    difference.operations.length > 0 &&
    difference.operations.every((one) => open.has(one))
      ? { ...difference, level: 'minor', message: `${difference.message}: nobody was promised it yet` }
      : difference,
  );
}
