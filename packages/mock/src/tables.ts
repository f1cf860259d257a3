import type { Contract, Row, Tables } from '@cc-gateway/spec';

/** What the mock knows of calls, agents and the like: the tables of `x-state`, filled. */
export interface World extends Tables {
  /** Every row, by table, for printing. */
  rows(): Record<string, Row[]>;
  remove(table: string, key: string): void;
}

/** An empty world with the tables of the contract. */
export function emptyWorld(contract: Contract): World {
  const tables = new Map(contract.tables.map(({ name, key }) => [name, { key, rows: new Map<string, Row>() }]));
  return {
    find: (table, key) => tables.get(table)?.rows.get(key),
    put(table, key, columns) {
      const known = tables.get(table);
      if (!known) return;
      const row = known.rows.get(key) ?? { [known.key]: key };
      known.rows.set(key, { ...row, ...columns });
    },
    remove: (table, key) => void tables.get(table)?.rows.delete(key),
    rows: () => Object.fromEntries([...tables].map(([name, { rows }]) => [name, [...rows.values()]])),
  };
}
