import { problemsOf, schemaOf } from '@cc-gateway/openapi';
import type { Table } from '../../src/contract.ts';
import { oneOf } from '../examples.ts';
import type { Place } from '../place.ts';
import type { View } from '../view.ts';

/** The rows of `x-state` have the columns of their table, each by its schema, and a key of their own. */
export function stateExample({ contract, root, report }: View): void {
  for (const table of contract.tables) {
    const place = root.at('x-state', table.name);
    const broken = Object.entries(table.columns).filter(([, schema]) => problemsOf(schema).length > 0);
    for (const [column] of broken) {
      report(`The column ${table.name}.${column} has no valid JSON Schema.`, place.at('columns', column));
    }
    if (broken.length > 0) continue;
    for (const index of table.examples.keys()) checkRow(table, index, place.at('examples', index));
  }

  function checkRow({ name, key, columns, examples }: Table, index: number, place: Place): void {
    const row = examples[index]!;
    const known = [key, ...Object.keys(columns)];
    for (const column of known.filter((column) => !Object.hasOwn(row, column))) {
      report(`A row of ${name} lacks its column ${column}. Expected: ${known.join(', ')}.`, place);
    }
    for (const [column, value] of Object.entries(row)) {
      const at = place.child(column);
      if (!known.includes(column)) report(`The table ${name} has no column ${column}. ${oneOf(known)}`, at, 'key');
      else if (columns[column] !== undefined) {
        const [violation] = schemaOf(columns[column]).test?.violations(value) ?? [];
        const where = [`${name}.${column}`, violation?.pointer].filter(Boolean).join(' ');
        if (violation) report(`${where} ${violation.message}. Expected what columns says.`, at);
      }
    }
    const earlier = examples.slice(0, index).some((other) => String(other[key]) === String(row[key]));
    if (earlier)
      report(`${name} has two rows with the key ${String(row[key])}. Expected a key of its own.`, place.child(key));
  }
}
