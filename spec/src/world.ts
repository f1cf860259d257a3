import type { Contract } from './contract.ts';
import { evaluate, type RequestParts, type Row, type Scope } from './evaluate.ts';
import type { Operation } from './operation.ts';
import { allowedBy, type Tables } from './preconditions.ts';
import { sampleRequests } from './samples.ts';

/** Rows that can be looked up, and listed by table. */
export interface ExampleWorld extends Tables {
  rows(): Record<string, Row[]>;
}

/** The world in which the sample requests succeed: the example rows of `x-state`, and what the requests still need. */
export function exampleWorld(contract: Contract): ExampleWorld {
  const world = emptyWorld(contract);
  for (const { name, key, examples } of contract.tables) {
    for (const row of examples) world.put(name, String(row[key]), row);
  }
  for (const operation of contract.operations) {
    for (const { parts } of sampleRequests(contract, operation)) provideFor(operation, parts, world);
  }
  return world;
}

function emptyWorld({ tables }: Contract): ExampleWorld {
  const filled = new Map(tables.map(({ name, key }) => [name, { key, rows: new Map<string, Row>() }]));
  return {
    find: (table, key) => filled.get(table)?.rows.get(key),
    put(table, key, columns) {
      const known = filled.get(table);
      known?.rows.set(key, { [known.key]: key, ...known.rows.get(key), ...columns });
    },
    rows: () => Object.fromEntries([...filled].map(([name, { rows }]) => [name, [...rows.values()]])),
  };
}

/** Adds the rows that a request needs to meet its preconditions; leaves those that are there as they are. */
function provideFor(operation: Operation, request: RequestParts, world: Tables): void {
  const scope: Scope = { request, state: {} };
  for (const { row: table, key: expression, where = {} } of operation.preconditions) {
    const key = evaluate(expression, scope);
    if (key === undefined) continue;
    if (!world.find(table, String(key))) {
      const columns = Object.entries(where).map(([column, operand]) => [column, allowedBy(operand, scope)[0]]);
      world.put(table, String(key), Object.fromEntries(columns) as Row);
    }
    const row = world.find(table, String(key));
    if (row) scope.state![table] = row;
  }
}
