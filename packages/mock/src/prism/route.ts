import type { PrismHttpComponents } from '@stoplight/prism-http';
import type { Contract, Operation } from '@cc-gateway/spec';
import type { Incoming } from '../incoming.ts';
import { modules } from '../modules.ts';
import type { Problem } from '../problem.ts';
import { matchPath, sentPath } from '../path.ts';
import { createRouteTable } from './accept-route.ts';

type RouteOptions = Parameters<PrismHttpComponents['route']>[0];

/**
 * Finds the operation of a request, or the problem that Prism's router finds; and all that the path means as much, that one among
 * them, where it is not alone: the first that the request does not break is meant.
 */
export type Route = (
  request: Pick<Incoming, 'method' | 'path' | 'query'>,
) => { operation: Operation; equals?: Operation[] } | { error: Problem };

/** A router over a contract: Prism's own, with a table in front of it for what has one meaning only. */
export function createRoute({ operations }: Contract): Route {
  const table = createRouteTable(
    operations.map((operation) => ({ ...operation, path: sentPath(operation.path), operation })),
  );
  return ({ method, path, query }) => {
    const { __server: server } = query;
    const found = typeof server === 'string' ? undefined : table.find(method, path);
    if (found) return { operation: found.operation };
    const candidates = table
      .candidates(path)
      .map(({ operation }) => operation)
      .filter((operation) => matchPath(operation, path));
    const equals = mostLiteral(
      candidates.filter((operation) => operation.method.toUpperCase() === method.toUpperCase()),
    );
    // Prism words what it finds by what there is: where nothing has the path, one that no request can have stands for all.
    const others = candidates.length > 0 ? candidates : operations.slice(0, 1).map(withPath(`${path}/`));
    const asked = equals.length > 0 ? equals : others;
    const resources = asked.map(inPrismsForm) as unknown as RouteOptions['resources'];
    const url = { path, ...(typeof server === 'string' && { baseUrl: server }) };
    const routed = modules.router({ resources, input: { method: method.toLowerCase() as 'get', url } });
    if (routed._tag === 'Left') return { error: routed.left };
    const operation = asked[resources.indexOf(routed.right)]!;
    return { operation, ...(equals.length > 1 && { equals }) };
  };
}

const withPath =
  (path: string) =>
  (operation: Operation): Operation => ({ ...operation, path });

const inPrismsForm = (operation: Operation) => ({
  ...operation,
  path: sentPath(operation.path),
  method: operation.method.toLowerCase(),
  servers: (operation.servers ?? []).map(({ template, variables }, id) => ({
    id: String(id),
    url: template,
    variables,
  })),
});

/** The operations with the most literal paths: by segments, the first ones first; the narrowest first within segments. */
function mostLiteral(operations: Operation[]): Operation[] {
  const [shape] = operations.map(shapeOf).toSorted((a, b) => fixed(b) - fixed(a) || (a < b ? -1 : 1));
  return operations
    .filter((each) => shapeOf(each) === shape)
    .toSorted((a, b) => textOf(b) - textOf(a) || demanded(b) - demanded(a));
}

/** Which segments of a path are fixed; what is fixed comes first in order. */
const shapeOf = ({ path }: Operation): string =>
  sentPath(path)
    .split('/')
    .map((segment) => (segment.includes('{') ? 'b' : 'a'))
    .join('');

const fixed = (shape: string): number => shape.replaceAll('b', '').length;

/** How much of a path is fixed. */
const textOf = ({ path }: Operation): number => sentPath(path).replaceAll(/\{[^{}]*\}/g, '').length;

/** How many parameters a request must have beside those of its path. */
export const demanded = ({ parameters }: Operation): number =>
  parameters.filter(({ in: place, required }) => place !== 'path' && required).length;
