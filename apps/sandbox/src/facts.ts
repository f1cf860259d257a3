import { sessionTable, type LoggedExchange, type Mock } from '@cc-gateway/mock';
import { codeOf, type Contract, type Row, type Stamp } from '@cc-gateway/spec';

/** What the sandbox tells the page that it serves. */
export interface SandboxFacts {
  stamp: Stamp;
  /** The keys of the sessions that are alive, newest last, each with what it belongs to. */
  sessions: { key: string; columns: Row }[];
  /** What the gateway knows; keys of sessions are masked. */
  tables: { name: string; key: string; rows: Row[] }[];
  /** What arrived, newest last. */
  log: LogEntry[];
}

/** A request that arrived, and why it was answered so. */
export interface LogEntry extends LoggedExchange {
  /** The result code of its answer. */
  code?: string;
}

/** The facts of the sandbox that plays this mock, as they are now. */
export function factsOf(mock: Mock, log: LoggedExchange[]): SandboxFacts {
  const { contract } = mock;
  const rows = mock.world?.rows() ?? {};
  const secret = sessionTable(contract);
  const masked = (table: string, row: Row): Row =>
    table === secret?.name ? { ...row, [secret.key]: mask(String(row[secret.key])) } : row;
  return {
    stamp: contract.stamp,
    sessions: (secret ? (rows[secret.name] ?? []) : []).map(({ [secret!.key]: key, ...columns }) => ({
      key: String(key),
      columns,
    })),
    tables: contract.tables.map(({ name, key }) => ({
      name,
      key,
      rows: (rows[name] ?? []).map((row) => masked(name, row)),
    })),
    log: log.map((entry) => explained(contract, entry)),
  };
}

/** A key's first letters, and the node that holds it: enough to tell one from another. */
const mask = (key: string): string => key.replace(/^(.{4})[^.]*/, '$1…');

/** An exchange with its result code and the words of the prerequisite that did not hold. */
function explained({ operations }: Contract, entry: LoggedExchange): LogEntry {
  const operation = operations.find(({ id }) => id === entry.operation);
  const example = operation?.answers
    .flatMap(({ status, contents }) => contents.flatMap(({ examples }) => examples.map((one) => ({ ...one, status }))))
    .find(({ name }) => name === entry.example);
  const code = operation && example && codeOf(operation, { status: Number(example.status), body: example.value });
  const line = operation?.preconditions.find(({ name }) => name === entry.unmet);
  return {
    ...entry,
    ...(typeof code === 'string' && { code }),
    ...(line && { unmet: line.meaning ?? line.name }),
  };
}
