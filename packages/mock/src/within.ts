import type { Contract, Operation } from '@cc-gateway/spec';
import { belowServer } from './base-path.ts';
import type { Incoming } from './incoming.ts';
import { matchPath } from './path.ts';

/**
 * A request as the document's paths have it: without the base path of a server, unless a path has it too; and HEAD as GET
 * where GET alone is documented, which it is to answer like (RFC 9110, section 9.3.2). The same request where nothing changes.
 */
export function withinDocument(contract: Contract, request: Incoming): Incoming {
  const below = belowServer(contract, request.path);
  const path = below === undefined || operationsAt(contract, request.path).length > 0 ? request.path : below;
  const method = request.method === 'HEAD' ? headOrGet(operationsAt(contract, path)) : request.method;
  return path === request.path && method === request.method ? request : { ...request, path, method };
}

/** The operations whose path can mean this one. */
export const operationsAt = ({ operations }: Contract, path: string): Operation[] =>
  operations.filter((operation) => matchPath(operation, path));

const headOrGet = (operations: Operation[]): string =>
  !operations.some(({ method }) => method === 'HEAD') && operations.some(({ method }) => method === 'GET')
    ? 'GET'
    : 'HEAD';
