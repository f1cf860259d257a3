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
    const candidates = table.candidates(path).map(({ operation }) => operation);
    // Prism words what it finds by what there is: one that cannot match stands for all the others.
    const resources = (candidates.length > 0 ? candidates : operations.slice(0, 1)).map((operation) => ({
      ...operation,
      path: sentPath(operation.path),
      method: operation.method.toLowerCase(),
      servers: (operation.servers ?? []).map(({ template, variables }, id) => ({
        id: String(id),
        url: template,
        variables,
      })),
    })) as unknown as RouteOptions['resources'];
    const url = { path, ...(typeof server === 'string' && { baseUrl: server }) };
    const input = { method: method.toLowerCase() as 'get', url };
    const routed = modules.router({ resources, input });
    if (routed._tag === 'Left') return { error: routed.left };
    const operation = candidates[resources.indexOf(routed.right)]!;
    const equals = equalsOf(operation, candidates, path);
    return { operation, ...(equals.length > 1 && { equals }) };
  };
}

/** The operations whose paths mean this one as much as that of `found` does, the narrowest first. */
function equalsOf(found: Operation, candidates: Operation[], path: string): Operation[] {
  const shape = shapeOf(found);
  const equals = candidates.filter(
    (each) => each.method === found.method && shapeOf(each) === shape && matchPath(each, path) !== undefined,
  );
  return equals.toSorted((a, b) => textOf(b) - textOf(a) || demanded(b) - demanded(a));
}

/** Which segments of a path are fixed. */
const shapeOf = ({ path }: Operation): string => sentPath(path).replaceAll(/[^/]*\{[^/]*/g, '{}');

/** How much of a path is fixed. */
const textOf = ({ path }: Operation): number => sentPath(path).replaceAll(/\{[^{}]*\}/g, '').length;

/** How many parameters a request must have beside those of its path. */
export const demanded = ({ parameters }: Operation): number =>
  parameters.filter(({ in: place, required }) => place !== 'path' && required).length;
