import { allowedBy, evaluate, isExpression, type Precondition, type RequestParts } from '@cc-gateway/spec';
import { sessionHeader, type Values } from '../../requests/serialize.ts';
import type { Plan } from '../../requests/plan.ts';
import type { Field } from '../../requests/fields.ts';

/** A request, by its values and its key. */
export interface ExampleRequest {
  values: Values;
  session: string | undefined;
}

/** The parts of a request that expressions look at. */
export function partsOf({ operation }: Plan, { values, session }: ExampleRequest): RequestParts {
  const header = sessionHeader(operation);
  const headers = { ...values.header, ...(header !== undefined && { [header]: session }) };
  return {
    path: values.path,
    query: values.query,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: values.body,
  };
}

/** Whether the key of a line is the operation's session. */
export function looksAtSession({ operation }: Plan, { key }: Precondition): boolean {
  const header = sessionHeader(operation)?.toLowerCase();
  return header !== undefined && key.toLowerCase() === `$request.header.${header}`;
}

/** Whether the key of a line is the value of a field: another value there is another key. */
export function decides(plan: Plan, field: Field, { key }: Precondition): boolean {
  if (!isExpression(key)) return false;
  const marker = {};
  const values: Values = { ...plan.values, ...field.with(marker) };
  return evaluate(key, { request: partsOf(plan, { values, session: plan.session }) }) === marker;
}

/** What a line asks of a request: which row, and which values in it. The same text, the same answer. */
export function resolved(plan: Plan, { row, key, where = {} }: Precondition, example: ExampleRequest): string {
  const request = partsOf(plan, example);
  const operands = JSON.stringify(where);
  // What earlier lines found is the same where the whole request is.
  if (operands.includes('$state.')) return JSON.stringify([row, key, operands, request]);
  const columns = Object.entries(where).map(([column, operand]) => [column, allowedBy(operand, { request })]);
  return JSON.stringify([row, evaluate(key, { request }), columns]);
}

/** How a example differs from the plan's own request, in words that name no key. */
export function difference(plan: Plan, { values, session }: ExampleRequest): string {
  const changed = (['path', 'query', 'header', 'cookie', 'body'] as const).flatMap((place) =>
    Object.entries(Object(values[place])).flatMap(([name, value]) =>
      value === (Object(plan.values[place]) as Record<string, unknown>)[name]
        ? []
        : [`${name} is ${JSON.stringify(value)}`],
    ),
  );
  return [...changed, ...(session === plan.session ? [] : ["the session is another user's"])].join(', ');
}
