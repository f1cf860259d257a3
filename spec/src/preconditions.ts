import { evaluate, type RequestParts, type Row, type Scope } from './evaluate.ts';
import { isExpression } from './expression.ts';
import type { Operand, Operation, Precondition } from './operation.ts';

/** The tables of `x-state`, filled. Keys compare as strings. */
export interface Tables {
  find(table: string, key: string): Row | undefined;
  put(table: string, key: string, columns: Row): void;
}

/** The first precondition that a request does not meet; undefined when it meets all. */
export function unmetPrecondition(
  operation: Operation,
  request: RequestParts,
  tables: Tables,
): Precondition | undefined {
  const scope: Scope = { request, state: {} };
  return operation.preconditions.find((precondition) => {
    const key = evaluate(precondition.key, scope);
    const row = key === undefined ? undefined : tables.find(precondition.row, String(key));
    if (!row) return true;
    scope.state![precondition.row] = row;
    return !Object.entries(precondition.where ?? {}).every(([column, operand]) => matches(row[column], operand, scope));
  });
}

/**
 * Carries out the effects of a request that was answered with success. An effect whose key is not known is left out, as
 * those are that look at an answer which is not given.
 */
export function applyEffects(
  operation: Operation,
  request: RequestParts,
  tables: Tables,
  response?: Scope['response'],
): void {
  const scope: Scope = { request, ...(response && { response }) };
  for (const { row, key: expression, set } of operation.effects) {
    const key = evaluate(expression, scope);
    if (key === undefined) continue;
    const columns = Object.entries(set).map(([column, value]) => [column, valueOf(value, scope)]);
    tables.put(row, String(key), Object.fromEntries(columns));
  }
}

/** The values that an operand allows, in the order in which it names them. */
export function allowedBy(operand: Operand, scope: Scope): unknown[] {
  const isList = typeof operand === 'object' && operand !== null && 'in' in operand;
  return isList ? (operand.in as unknown[]).flatMap((entry) => valueOf(entry, scope)) : [valueOf(operand, scope)];
}

const matches = (value: unknown, operand: Operand, scope: Scope): boolean => allowedBy(operand, scope).includes(value);

const valueOf = (value: unknown, scope: Scope): unknown => (isExpression(value) ? evaluate(value, scope) : value);
