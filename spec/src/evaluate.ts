import { parseExpression, type Expression } from './expression.ts';

/** One row of a table of `x-state`, by column. */
export type Row = Record<string, unknown>;

/** What an expression can look at. Header names are lower-case; what is absent evaluates to undefined. */
export interface Scope {
  url?: string;
  method?: string;
  statusCode?: number;
  request?: RequestParts;
  response?: { headers?: Record<string, unknown>; body?: unknown };
  /** The row that an earlier line found, by table. */
  state?: Record<string, Row>;
}

/** A request, taken apart as the contract names its parts. Header names are lower-case. */
export interface RequestParts {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  body?: unknown;
}

const parsed = new Map<string, Expression>();

/** The value that `expression` has in `scope`; undefined where there is none. Throws ExpressionError on a wrong form. */
export function evaluate(expression: string, scope: Scope): unknown {
  let known = parsed.get(expression);
  if (!known) parsed.set(expression, (known = parseExpression(expression)));
  switch (known.from) {
    case 'url':
    case 'method':
    case 'statusCode':
      return scope[known.from];
    case 'state':
      return at(scope.state?.[known.table], known.pointer);
    case 'request':
    case 'response':
      return ofMessage(known, scope[known.from]);
  }
}

function ofMessage(
  expression: Extract<Expression, { place: string }>,
  message: Partial<RequestParts> | undefined,
): unknown {
  if (expression.place === 'body') return at(message?.body, expression.pointer);
  if (expression.place === 'header') return own(message?.headers, expression.name.toLowerCase());
  return own(message?.[expression.place], expression.name);
}

const at = (value: unknown, pointer: string[]): unknown => pointer.reduce(own, value);

function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  // A pointer counts the members of an array; its length is none of them.
  return Array.isArray(value) && key === 'length' ? undefined : (value as Row)[key];
}
