import type { Contract } from './contract.ts';
import { evaluate, type RequestParts, type Row, type Scope } from './evaluate.ts';
import type { Operation } from './operation.ts';
import { allowedBy, type Tables } from './preconditions.ts';
import { sampleRequests } from './samples.ts';

/** What a gateway knows of calls, agents and the like: the tables of `x-state`, filled. */
export interface World extends Tables {
  /** Every row, by table. */
  rows(): Record<string, Row[]>;
  remove(table: string, key: string): void;
}

/** The world in which the sample requests succeed: the example rows of `x-state`, and what the requests still need. */
export function exampleWorld(contract: Contract): World {
  const world = emptyWorld(contract);
  for (const { name, key, examples } of contract.tables) {
    for (const row of examples) world.put(name, String(row[key]), row);
  }
  for (const operation of contract.operations.filter(({ preconditions }) => preconditions.length > 0)) {
    for (const { parts } of sampleRequests(contract, operation)) provideFor(operation, parts, world);
  }
  return world;
}

/** An empty world with the tables of the contract. What is put into other tables is not kept. */
export function emptyWorld(contract: Contract): World {
  const tables = new Map(contract.tables.map(({ name, key }) => [name, { key, rows: new Map<string, Row>() }]));
  return {
    find: (table, key) => tables.get(table)?.rows.get(key),
    put(table, key, columns) {
      const known = tables.get(table);
      known?.rows.set(key, { [known.key]: key, ...known.rows.get(key), ...columns });
    },
    remove: (table, key) => void tables.get(table)?.rows.delete(key),
    rows: () => Object.fromEntries([...tables].map(([name, { rows }]) => [name, [...rows.values()]])),
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
