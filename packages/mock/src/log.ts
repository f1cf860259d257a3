import {
  allowedBy,
  evaluate,
  isSameStamp,
  readStamp,
  writtenStamp,
  type RequestParts,
  type Scope,
  type Stamp,
  type World,
} from '@cc-gateway/spec';
import type { Exchange } from './exchange.ts';
import { matchPath } from './path.ts';
import { isSessionKey } from './sessions.ts';
import type { Redactor } from './redact.ts';
import type { Violation } from './violations.ts';

export type LogFormat = 'pretty' | 'json' | 'silent';

/** What is told of an exchange: no header and no body but what a precondition looked at, and no session's key. */
export interface LoggedExchange {
  method: string;
  path: string;
  operation?: string;
  /** Undefined where the answer was not written. */
  status?: number;
  example?: string;
  /** The rule of the scenario that applied. */
  rule?: string;
  /** The contract that the client says it is made from, where that is another than the one that is played. */
  skew?: string;
  /** The precondition that did not hold. */
  unmet?: string;
  violations: string[];
  /** Each way in which the answer breaks its own schema. */
  faults: string[];
  /** What a problem says. */
  reason?: string;
  /** How to get the request accepted that did not meet a precondition. */
  hint?: string;
  ms: number;
}

/** The facts of an exchange that are told. */
export function factsOf(
  exchange: Exchange,
  milliseconds: number,
  { world, stamp }: { world: World | undefined; stamp: Stamp },
  redact: Redactor,
): LoggedExchange {
  const { request, operation, status, choice, violations, rule } = exchange;
  const hint = hintOf(exchange, world);
  const skew = skewOf(request.headers['user-agent'], stamp);
  return redact(request, {
    method: request.method,
    path: request.path,
    ...(operation && { operation: operation.id }),
    ...(status !== undefined && { status }),
    ...(choice.example !== undefined && { example: choice.example }),
    ...(rule && { rule: rule.name ?? 'unnamed' }),
    ...(skew !== undefined && { skew }),
    ...(choice.unmet && { unmet: choice.unmet.name }),
    violations: violations.map(({ message }) => message),
    faults: exchange.faults.map(faultLine),
    ...(exchange.isProblem && { reason: reasonOf(exchange) }),
    ...(hint !== undefined && { hint }),
    ms: Math.round(milliseconds * 10) / 10,
  });
}

/** One line for an exchange. */
export function logLine(format: Exclude<LogFormat, 'silent'>, facts: LoggedExchange, { choice }: Exchange): string {
  if (format === 'json') return JSON.stringify(facts);
  const { method, path, example = '', ms, unmet, hint, reason } = facts;
  const why = [
    ...(reason && facts.violations.length === 0 ? [reason] : []),
    ...facts.violations,
    ...facts.faults.map((fault) => `the answer breaks its own schema: ${fault}`),
    ...(facts.skew === undefined ? [] : [facts.skew]),
    ...(facts.rule ? [`rule ${facts.rule}`] : []),
    ...(unmet ? [`${unmet}: ${choice.unmet?.meaning ?? ''}`] : []),
    ...(hint ? [hint] : []),
  ];
  return [
    `${method} ${path} → ${facts.status ?? 'no answer'} ${example} ${ms} ms`,
    ...why.map((line) => `    ${line}`),
  ].join('\n');
}

/** Says that a client is made from another contract than the one that is played; undefined where it says none. */
function skewOf(client: string | undefined, played: Stamp): string | undefined {
  const own = readStamp(client ?? '');
  if (!own || isSameStamp(own, played)) return undefined;
  return `the client is made from the contract ${writtenStamp(own)}; this one is ${writtenStamp(played)}`;
}

const faultLine = ({ path = [], message }: Violation): string => [path.join('.'), message].filter(Boolean).join(' ');

/** What a problem says, in a line. */
function reasonOf({ body, headers }: Exchange): string {
  const { title, detail } = body as { title?: string; detail?: string };
  const examples = headers['sl-examples'];
  return [[title, detail].filter(Boolean).join(': '), ...(examples ? [`The examples are ${examples}.`] : [])].join(' ');
}

/** How to get a request accepted that did not meet a precondition. */
function hintOf({ choice, operation, request }: Exchange, world: World | undefined): string | undefined {
  const { unmet } = choice;
  if (!unmet || !operation || !world) return undefined;
  const { path, query, headers, body } = request;
  const parts: RequestParts = { path: matchPath(operation, path) ?? {}, query, headers, body };
  const scope: Scope = { request: parts, state: {} };
  for (const { row: table, key } of operation.preconditions.slice(0, operation.preconditions.indexOf(unmet))) {
    const row = world.find(table, String(evaluate(key, scope)));
    if (row) scope.state![table] = row;
  }
  const row = world.find(unmet.row, String(evaluate(unmet.key, scope)));
  if (!row) {
    const known = isSessionKey(operation, unmet.key)
      ? 'a key that is accepted was printed at start'
      : keysOf(unmet.row, world);
    return `${unmet.key} names no row of ${unmet.row}; ${known}`;
  }
  const columns = Object.entries(unmet.where ?? {}).map(
    ([column, operand]) =>
      `${column} is ${JSON.stringify(row[column])}, expected ${listed([...new Set(allowedBy(operand, scope))])}`,
  );
  return `that row of ${unmet.row}: ${columns.join('; ')}`;
}

function keysOf(table: string, world: World): string {
  const keys = (world.rows()[table] ?? []).map((row) => Object.values(row)[0]);
  return keys.length === 0 ? 'it is empty' : `it has ${listed(keys)}`;
}

const listed = (values: unknown[]): string =>
  [...values.slice(0, 5).map((value) => JSON.stringify(value)), ...(values.length > 5 ? ['…'] : [])].join(', ');
