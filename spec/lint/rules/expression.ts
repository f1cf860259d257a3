import { isExpression, parseExpression, type Expression } from '../../src/expression.ts';
import type { Operation } from '../../src/operation.ts';
import { oneOf } from '../examples.ts';
import { linesOf, type Line } from '../lines.ts';
import type { Place } from '../place.ts';
import { memberNames, schemasAt } from '../schema-at.ts';
import type { View } from '../view.ts';

/** Each expression has the grammar of OpenAPI, may stand where it stands, and finds what it names. */
export function expression(view: View): void {
  for (const operation of view.contract.operations) {
    for (const line of linesOf(view, operation)) {
      check(view, operation, line, line.key, line.place.child('key'));
      for (const { operands } of line.columns) {
        for (const { value, place } of operands) check(view, operation, line, value, place);
      }
    }
  }
}

function check(view: View, operation: Operation, line: Line, text: unknown, place: Place): void {
  if (!isExpression(text)) {
    const meant = typeof text === 'string' && /^(request|response|state)\.\w/u.test(text);
    if (meant) view.report(`${JSON.stringify(text)} is a plain text. Expected an expression: "$${text}".`, place);
    return;
  }
  try {
    const problem = problemOf(view, operation, line, parseExpression(text));
    if (problem) view.report(`${text}: ${problem}`, place);
  } catch (error) {
    view.report((error as Error).message, place);
  }
}

function problemOf(view: View, operation: Operation, line: Line, parsed: Expression): string | undefined {
  if (parsed.from === 'state') return stateProblem(view, line, parsed);
  if (parsed.from === 'response' && line.isEffect) return answerProblem(operation, parsed);
  if (parsed.from !== 'request') {
    return `is not known before the answer. Expected $request.…${line.isEffect ? '' : ' or $state.…'}`;
  }
  if (parsed.place === 'body') {
    if (!operation.body) return 'the operation has no request body. Expected $request.path, .query or .header.';
    const schemas = operation.body.contents.map(({ schema }) => schema);
    return pointerProblem('the request body', schemas, parsed.pointer);
  }
  const names = namesIn(operation, parsed.place);
  const isSame = (name: string): boolean =>
    parsed.place === 'header' ? name.toLowerCase() === parsed.name.toLowerCase() : name === parsed.name;
  if (names.some(isSame)) return undefined;
  return `the operation has no ${parsed.place} parameter ${JSON.stringify(parsed.name)}. ${oneOf(names)}`;
}

/** Says that no schema has a member at `pointer`, with the members that there are. */
export function pointerProblem(where: string, schemas: unknown[], pointer: string[]): string | undefined {
  if (schemas.some((schema) => schemasAt(schema, pointer).length > 0)) return undefined;
  return `${where} has no member /${pointer.join('/')}. ${oneOf(memberNames(schemas))}`;
}

function stateProblem({ contract }: View, line: Line, { table, pointer }: Extract<Expression, { from: 'state' }>) {
  const known = contract.tables.find(({ name }) => name === table);
  if (!known) return `x-state has no table ${table}. ${oneOf(contract.tables.map(({ name }) => name))}`;
  if (line.isEffect) return 'x-effects see no row. Expected $request.…';
  if (!line.found.includes(table)) return `no earlier precondition has found a row in ${table}. ${oneOf(line.found)}`;
  const [column, ...rest] = pointer;
  const columns = { [known.key]: { type: ['string', 'number'] }, ...known.columns };
  if (column === undefined) return `names no column. Expected $state.${table}#/COLUMN. ${oneOf(Object.keys(columns))}`;
  if (!Object.hasOwn(columns, column)) return `${table} has no column ${column}. ${oneOf(Object.keys(columns))}`;
  return pointerProblem(`the column ${column}`, [columns[column]], rest);
}

/** An effect may look at headers of the answer: what is new in it is known from nowhere else. */
function answerProblem({ answers }: Operation, parsed: Extract<Expression, { from: 'request' | 'response' }>) {
  const names = answers.flatMap(({ headers }) => headers.map(({ name }) => name));
  if (parsed.place !== 'header') return 'x-effects see headers of the answer alone. Expected $response.header.NAME.';
  const isSame = (name: string): boolean => name.toLowerCase() === parsed.name.toLowerCase();
  return names.some(isSame) ? undefined : `no answer has a header ${JSON.stringify(parsed.name)}. ${oneOf(names)}`;
}

function namesIn({ parameters, security, body }: Operation, place: 'path' | 'query' | 'header'): string[] {
  const schemes = security.flat();
  const keys = schemes.filter((scheme) => scheme.in === place).map(({ name }) => name ?? '');
  const names = parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
  if (place !== 'header') return [...names, ...keys];
  const standing = schemes.some(({ type }) => type !== 'apiKey') ? ['Authorization'] : [];
  return [...names, ...keys, ...standing, ...(body ? ['Content-Type'] : []), 'Accept'];
}
