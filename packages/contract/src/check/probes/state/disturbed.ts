import type { Contract, Operation, Precondition } from '@cc-gateway/spec';

/** Whether another operation than `own` may have changed what a precondition looks at, so that the example rows no longer tell. */
export const isDisturbed = ({ operations }: Contract, own: Operation, { row, where = {} }: Precondition): boolean =>
  operations
    .filter((operation) => operation !== own)
    .flatMap(({ effects }) => effects)
    // What an answer names is a new row.
    .some(
      (effect) =>
        !effect.key.startsWith('$response.') &&
        Object.keys(effect.set).some(
          (column) =>
            (effect.row === row && column in where) ||
            JSON.stringify(where).includes(`"$state.${effect.row}#/${column}`),
        ),
    );
