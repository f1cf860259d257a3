import { createHash } from 'node:crypto';
import { parseExpression, type Contract, type Operation, type Row, type World } from '@cc-gateway/spec';
import type { Clock } from './clock.ts';
import type { SessionLife } from './scenario/scenario.ts';

/** The sessions of a world. */
export interface Sessions {
  /** Renews and ends sessions as the clock says. */
  settle(): void;
  /**
   * A key that no session had, in the form of `key`; the world holds it once its row is put. It renews the session of the key
   * `renewed`, where that is given: the two newest keys of a session are alive.
   */
  begin(key: string, renewed?: string): string;
  /** The newest key of a session whose columns are as given, of the first session's owner unless told. Throws where there is none. */
  keyOf(columns?: Row): string;
}

/** Starts the lives of the sessions in `world`. The table is the one whose key is what the security scheme carries. */
export function createSessions(
  contract: Contract,
  world: World | undefined,
  { renewMs = Infinity, dieMs = Infinity }: SessionLife,
  clock: Clock,
): Sessions {
  const table = sessionTable(contract);
  const rows = (): Row[] => (table === undefined ? [] : (world?.rows()[table.name] ?? []));
  const issued = rows().map((row) => ({ key: String(row[table!.key]), at: 0 }));
  // A key that dies first is never renewed.
  const renewAge = renewMs < dieMs ? renewMs : Infinity;
  let renewed = 0;
  let dead = 0;
  // The keys of each session that was begun or renewed here, oldest first, by each of them.
  const known = new Map<string, string[]>();
  // The newest key in the form of each: to go on from there, and not through all before it.
  const newest = new Map<string, string>();

  // Every key renews and dies at the same age, so the order of issue is the order of renewal and of death.
  const settle = (): void => {
    if (!world || !table || (renewMs === Infinity && dieMs === Infinity)) return;
    const now = clock.now();
    const isDue = (index: number, age: number) => index < issued.length && issued[index]!.at + age <= now;
    for (; isDue(renewed, renewAge); renewed++) {
      const { key, at } = issued[renewed]!;
      const { [table.key]: _, ...columns } = world.find(table.name, key) ?? {};
      const next = successorOf(key);
      world.put(table.name, next, columns);
      issued.push({ key: next, at: at + renewMs });
    }
    for (; isDue(dead, dieMs); dead++) world.remove(table.name, issued[dead]!.key);
  };

  return {
    settle,
    begin(key, renewed) {
      let next = successorOf(newest.get(key) ?? key);
      while (known.has(next)) next = successorOf(next);
      newest.set(key, next);
      issued.push({ key: next, at: clock.now() });
      const keys = (renewed !== undefined && known.get(renewed)) || (renewed === undefined ? [] : [renewed]);
      keys.push(next);
      for (const each of keys) known.set(each, keys);
      if (world && table && keys.length > 2) world.remove(table.name, keys.shift()!);
      return next;
    },
    keyOf(columns = {}) {
      settle();
      const { [table?.key ?? '']: _, ...owner } = rows()[0] ?? {};
      const wanted = Object.keys(columns).length > 0 ? columns : owner;
      const found = rows().findLast((row) =>
        Object.entries(wanted).every(([column, value]) => String(row[column]) === String(value)),
      );
      if (found) return String(found[table!.key]);
      throw new Error(`No session of this scenario is alive with ${JSON.stringify(columns)}.`);
    },
  };
}

/** Whether an expression reads the key of a session out of a request. */
export function isSessionKey({ security }: Pick<Operation, 'security'>, expression: string): boolean {
  const schemes = security.flat().filter(({ name }) => name !== undefined);
  return schemes.some(({ name, in: place }) => reads(expression, place!, name!));
}

/** The table of `x-state` that holds the sessions, found by what preconditions look up with the session's key. */
export function sessionTable(contract: Contract): { name: string; key: string } | undefined {
  for (const operation of contract.operations) {
    const line = operation.preconditions.find(({ key }) => isSessionKey(operation, key));
    const table = line && contract.tables.find(({ name }) => name === line.row);
    if (table) return table;
  }
  return undefined;
}

function reads(key: string, place: string, name: string): boolean {
  const expression = parseExpression(key);
  return (
    expression.from === 'request' &&
    expression.place === place &&
    'name' in expression &&
    expression.name.toLowerCase() === name.toLowerCase()
  );
}

// Runs of hexadecimal digits change, the form stays. Not random: the same scenario has the same keys in each run.
function successorOf(key: string): string {
  const digits = createHash('sha256').update(key).digest('hex');
  let used = 0;
  return key.replaceAll(/[\da-f]{4,}/gi, (run) => Array.from(run, () => digits[used++ % digits.length]).join(''));
}
