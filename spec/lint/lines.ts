import type { Operand, Operation } from '../src/operation.ts';
import { operationPlace, type View } from './view.ts';
import type { Place } from './place.ts';

/** One line of `x-preconditions` or `x-effects`. */
export interface Line {
  row: string;
  key: string;
  /** The operands of `where` or the values of `set`, by column; a list counts by member. */
  columns: { column: string; place: Place; operands: { value: unknown; place: Place }[] }[];
  place: Place;
  /** The tables in which an earlier line has found a row. */
  found: string[];
  isEffect: boolean;
}

/** The lines of an operation, in their order: what must hold, then what changes. */
export function linesOf({ root }: View, operation: Operation): Line[] {
  const place = operationPlace(root, operation);
  const preconditions = operation.preconditions.map(({ row, key, where = {} }, index, all) => {
    const line = place.at('x-preconditions', index);
    const found = all.slice(0, index).map((earlier) => earlier.row);
    return { row, key, columns: columnsOf(where, line.child('where')), place: line, found, isEffect: false };
  });
  const effects = operation.effects.map(({ row, key, set }, index) => {
    const line = place.at('x-effects', index);
    return { row, key, columns: columnsOf(set, line.child('set')), place: line, found: [], isEffect: true };
  });
  return [...preconditions, ...effects];
}

const columnsOf = (operands: Record<string, Operand>, place: Place): Line['columns'] =>
  Object.entries(operands).map(([column, operand]) => ({
    column,
    place: place.child(column),
    operands: isList(operand)
      ? operand.in.map((value, index) => ({ value, place: place.at(column, 'in', index) }))
      : [{ value: operand, place: place.child(column) }],
  }));

const isList = (operand: Operand): operand is { in: unknown[] } =>
  typeof operand === 'object' && operand !== null && 'in' in operand;
