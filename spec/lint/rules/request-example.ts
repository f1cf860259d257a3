import { unmetPrecondition } from '../../src/preconditions.ts';
import { sampleRequests } from '../../src/samples.ts';
import { exampleWorld } from '../../src/world.ts';
import { operationPlace, type View } from '../view.ts';

/** In the world of the example rows, the examples of the requests meet every precondition. */
export function requestExample({ contract, root, report }: View): void {
  const world = exampleWorld(contract);
  for (const operation of contract.operations) {
    for (const { name, parts } of sampleRequests(contract, operation)) {
      const unmet = unmetPrecondition(operation, parts, world);
      // The rule `state-table` reports a table that there is not.
      if (!unmet || !contract.tables.some((table) => table.name === unmet.row)) continue;
      const message = `The request ${name} does not meet ${unmet.name} in the rows of x-state. Expected a row in ${unmet.row} that fits it.`;
      report(message, operationPlace(root, operation));
    }
  }
}
