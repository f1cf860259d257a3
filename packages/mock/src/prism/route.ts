import type { PrismHttpComponents } from '@stoplight/prism-http';
import type { Contract, Json, Operation } from '@cc-gateway/spec';
import type { Incoming } from '../incoming.ts';
import { modules } from '../modules.ts';
import type { Problem } from '../problem.ts';
import { createRouteTable } from './accept-route.ts';

type RouteOptions = Parameters<PrismHttpComponents['route']>[0];

/** Finds the operation of a request, or the problem that Prism's router finds. */
export type Route = (
  request: Pick<Incoming, 'method' | 'path' | 'query'>,
) => { operation: Operation } | { error: Problem };

/** A router over a contract: Prism's own, with a table in front of it for what has one meaning only. */
export function createRoute({ document, operations }: Contract): Route {
  const table = createRouteTable(operations);
  return ({ method, path, query }) => {
    const { __server: server } = query;
    const found = typeof server === 'string' ? undefined : table.find(method, path);
    if (found) return { operation: found };
    const candidates = table.candidates(path);
    // Prism words what it finds by what there is: one that cannot match stands for all the others.
    const resources = (candidates.length > 0 ? candidates : operations.slice(0, 1)).map((operation) => ({
      ...operation,
      method: operation.method.toLowerCase(),
      servers: serversOf(document, operation),
    })) as unknown as RouteOptions['resources'];
    const url = { path, ...(typeof server === 'string' && { baseUrl: server }) };
    const input = { method: method.toLowerCase() as 'get', url };
    const routed = modules.router({ resources, input });
    return routed._tag === 'Left'
      ? { error: routed.left }
      : { operation: candidates[resources.indexOf(routed.right)]! };
  };
}

const serversOf = (document: Json, { path, method }: Operation): Json[] => {
  const item = document.paths?.[path];
  const servers: Json = item?.[method.toLowerCase()]?.servers ?? item?.servers ?? document.servers ?? [];
  return servers.map(({ url, variables }: Json, id: number) => ({ id: String(id), url, variables }));
};
