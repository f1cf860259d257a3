import type { Tree } from '../reading/node.ts';
import { callbacksOf, operationsOf, webhooksOf, type Operation } from '../reading/operations.ts';
import type { Difference } from './difference.ts';
import { isUnpromised } from './retirement.ts';

/** Differences, none of which breaks where it reaches only operations that the base calls draft or alpha. */
export function withoutPromises(before: Tree, differences: Difference[]): Difference[] {
  const open = new Set([...operationsOf(before), ...webhooksOf(before)].flatMap((one) => unpromised(one, false)));
  if (open.size === 0) return differences;
  return differences.map((difference) =>
    difference.level === 'major' &&
    difference.operations.length > 0 &&
    difference.operations.every((one) => open.has(one))
      ? { ...difference, level: 'minor', message: `${difference.message}: nobody was promised it yet` }
      : difference,
  );
}

/** The names of an operation and of its callbacks, as far as nobody was promised them. */
function unpromised(operation: Operation, isInherited: boolean): string[] {
  const isOpen = isInherited || isUnpromised(operation.node);
  const inner = [...callbacksOf(operation).values()].flatMap(({ operations }) => operations);
  return [...(isOpen ? [operation.name] : []), ...inner.flatMap((one) => unpromised(one, isOpen))];
}
