import { isExpression, parseExpression } from '../../src/expression.ts';
import type { Operation } from '../../src/operation.ts';
import { linesOf } from '../lines.ts';
import { schemasAt, typeOf, typesOf } from '../schema-at.ts';
import type { View } from '../view.ts';

/** What a column is compared with or set to has a type that the column can have; types count in `where`. */
export function columnType(view: View): void {
  for (const operation of view.contract.operations) {
    for (const { row, columns, isEffect } of linesOf(view, operation)) {
      const table = view.contract.tables.find(({ name }) => name === row);
      for (const { column, operands } of columns) {
        const expected = typesOf([table?.columns[column] ?? {}]);
        for (const { value, place } of operands) {
          const received = receivedTypes(view, operation, value, !isEffect);
          if (expected.length === 0 || received.length === 0 || received.some((type) => fits(type, expected))) continue;
          const text = typeof value === 'string' ? value : JSON.stringify(value);
          view.report(
            `${text} is ${received.join(' or ')}; the column ${row}.${column} is ${expected.join(' or ')}.`,
            place,
          );
        }
      }
    }
  }
}

const fits = (type: string, expected: string[]): boolean =>
  expected.includes(type) || (type === 'integer' && expected.includes('number'));

function receivedTypes({ contract }: View, operation: Operation, value: unknown, flat: boolean): string[] {
  if (!isExpression(value)) return [typeOf(value)];
  const schemas = schemasOf(contract, operation, value);
  const types = typesOf(schemas);
  if (!flat || !types.includes('array')) return types;
  return [...types.filter((type) => type !== 'array'), ...typesOf(schemas.flatMap((schema) => schema.items ?? []))];
}

function schemasOf({ tables }: View['contract'], { body, parameters }: Operation, text: string) {
  try {
    const parsed = parseExpression(text);
    if (parsed.from === 'state') {
      const [column = '', ...rest] = parsed.pointer;
      return schemasAt(tables.find(({ name }) => name === parsed.table)?.columns[column] ?? {}, rest);
    }
    if (parsed.from !== 'request') return [];
    if (parsed.place === 'body') return body?.contents.flatMap(({ schema }) => schemasAt(schema, parsed.pointer)) ?? [];
    const isSame = ({ name, in: place }: { name: string; in: string }): boolean =>
      place === parsed.place && name.toLowerCase() === parsed.name.toLowerCase();
    return parameters.filter(isSame).map(({ schema }) => schema);
  } catch {
    // The rule `expression` names what is not one.
    return [];
  }
}
