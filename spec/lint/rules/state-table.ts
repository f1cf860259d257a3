import { oneOf } from '../examples.ts';
import { linesOf } from '../lines.ts';
import type { View } from '../view.ts';

/** Each line names a table and columns of `x-state`, and no table is without use. */
export function stateTable(view: View): void {
  const { contract, root, report } = view;
  const lines = contract.operations.flatMap((operation) => linesOf(view, operation));
  const names = contract.tables.map(({ name }) => name);
  for (const { row, columns, place } of lines) {
    const table = contract.tables.find(({ name }) => name === row);
    if (!table) {
      report(`x-state has no table ${row}. ${oneOf(names)}`, place.child('row'));
      continue;
    }
    const known = [table.key, ...Object.keys(table.columns)];
    for (const { column, place: at } of columns) {
      if (!known.includes(column)) report(`The table ${row} has no column ${column}. ${oneOf(known)}`, at, 'key');
    }
  }
  if (lines.length === 0) return;
  const used = new Set(lines.map(({ row }) => row));
  for (const name of names.filter((table) => !used.has(table))) {
    const message = `No precondition and no effect looks at the table ${name}. Expected a line with row: ${name}.`;
    report(message, root.at('x-state', name), 'key');
  }
}
