import {
  allowedBy,
  evaluate,
  sampleRequests,
  type Contract,
  type Operation,
  type RequestParts,
  type Row,
  type Scope,
} from '@cc-gateway/spec';
import { emptyWorld, type World } from '../tables.ts';

/** The world made from the contract's examples: the rows of `x-state`, and what the examples of requests still need. */
export function quietDay(contract: Contract): World {
  const world = emptyWorld(contract);
  for (const { name, key, examples } of contract.tables) {
    for (const row of examples) world.put(name, String(row[key]), row);
  }
  for (const operation of contract.operations) {
    for (const { parts } of sampleRequests(contract, operation)) provideFor(operation, parts, world);
  }
  return world;
}

/** Adds the rows that a request needs to meet its preconditions; leaves those that are there as they are. */
function provideFor(operation: Operation, request: RequestParts, world: World): void {
  const scope: Scope = { request, state: {} };
  for (const { row: table, key: expression, where = {} } of operation.preconditions) {
    const key = evaluate(expression, scope);
    if (key === undefined) continue;
    if (!world.find(table, String(key))) {
      const columns = Object.entries(where).map(([column, operand]) => [column, allowedBy(operand, scope)[0]]);
      world.put(table, String(key), Object.fromEntries(columns) as Row);
    }
    scope.state![table] = world.find(table, String(key))!;
  }
}

/** One request for each named example of the body, or one without a body, with the parameters' own examples. */
export function exampleRequests(operation: Operation): RequestParts[] {
  const place = (wanted: string): Record<string, unknown> =>
    Object.fromEntries(
      operation.parameters.filter((parameter) => parameter.in === wanted).map(({ name, example }) => [name, example]),
    );
  const parts = { path: place('path'), query: place('query'), headers: place('header') };
  const bodies = operation.body?.contents.flatMap(({ examples }) => examples.map(({ value }) => value)) ?? [];
  return bodies.length === 0 ? [parts] : bodies.map((body) => ({ ...parts, body }));
}
