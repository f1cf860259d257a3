import { withoutCycles } from '@cc-gateway/openapi';
import type { Contract, Operation } from '@cc-gateway/spec';

const known = new WeakMap<Contract, Contract>();

/** A contract for writing down: where a schema would hold itself, a reference stands in its document. The same for the same. */
export function acyclic(contract: Contract): Contract {
  let found = known.get(contract);
  if (!found) known.set(contract, (found = cut(contract)));
  return found;
}

function cut(contract: Contract): Contract {
  const whole = withoutCycles({ ...contract.document, 'x-operations': contract.operations });
  const { 'x-operations': operations, ...document } = whole;
  // What is cut is cut already.
  const made: Contract = { ...contract, document, operations: operations as Operation[] };
  known.set(made, made);
  return made;
}
