import type { Contract } from '../../src/contract.ts';
import type { RequestParts } from '../../src/evaluate.ts';
import type { Operation } from '../../src/operation.ts';
import { unmetPrecondition, type Precondition, type Tables } from '../../src/preconditions.ts';
import { operationPlace, type View } from '../view.ts';

/** In the world that the rows of `x-state` make, the examples of the requests meet every precondition. */
export function requestExample({ contract, root, report }: View): void {
  const tables = tablesOf(contract);
  for (const operation of contract.operations) {
    const rows = operation.preconditions.map(({ row }) => contract.tables.find(({ name }) => name === row));
    if (rows.length === 0 || rows.some((table) => !table || table.examples.length === 0)) continue;
    for (const { mediaType, examples } of operation.body?.contents ?? []) {
      for (const { name, value } of examples) {
        const unmet = requestsOf(contract, operation, value).map((request) =>
          unmetPrecondition(operation, request, tables),
        );
        const last = furthest(operation, unmet);
        if (!last) continue;
        const place = operationPlace(root, operation).at('requestBody', 'content', mediaType, 'examples', name);
        const message = `The example ${name} does not meet ${last.name} in the rows of x-state. Expected a row in ${last.row} that it names.`;
        report(message, place);
      }
    }
  }
}

/** The requests that an example of a body stands for: one for each session that the rows know. */
function requestsOf({ tables }: Contract, operation: Operation, body: unknown): RequestParts[] {
  const { parameters, security, preconditions } = operation;
  const given = parameters.map(({ in: place, name, example }) => ({ place, name, value: example }));
  const scheme = security.flat().find(({ in: place, name }) => place && name);
  if (!scheme) return [requestOf(given, body)];
  const { in: place, name } = scheme as { in: string; name: string };
  const line = preconditions.find(({ key }) => key.toLowerCase() === `$request.${place}.${name}`.toLowerCase());
  const table = tables.find((candidate) => candidate.name === line?.row);
  const sessions = table ? table.examples.map((row) => row[table.key]) : [undefined];
  return sessions.map((value) => requestOf([...given, { place, name, value }], body));
}

function requestOf(given: { place: string; name: string; value: unknown }[], body: unknown): RequestParts {
  const at = (wanted: string): [string, unknown][] =>
    given.filter(({ place }) => place === wanted).map(({ name, value }) => [name, value]);
  const headers = at('header').map(([name, value]): [string, unknown] => [name.toLowerCase(), value]);
  return {
    path: Object.fromEntries(at('path')),
    query: Object.fromEntries(at('query')),
    headers: Object.fromEntries(headers),
    body,
  };
}

/** The precondition at which the luckiest request fails; undefined where one meets all. */
function furthest({ preconditions }: Operation, unmet: (Precondition | undefined)[]): Precondition | undefined {
  if (unmet.includes(undefined)) return undefined;
  return preconditions[Math.max(...unmet.map((precondition) => preconditions.indexOf(precondition!)))];
}

const tablesOf = ({ tables }: Contract): Tables => ({
  find: (name, key) => {
    const table = tables.find((candidate) => candidate.name === name);
    return table?.examples.find((row) => String(row[table.key]) === key);
  },
  put: () => undefined,
});
