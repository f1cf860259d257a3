import { InvalidArgumentError } from './errors.ts';
import type { Check, OperationFacts } from './facts.ts';

/** The parts of a request, sorted by their place on the wire. */
export interface RequestParts {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  cookie: Record<string, unknown>;
  body?: unknown;
}

/** Sorts flat arguments by their places. Throws InvalidArgumentError where they break the contract. */
export function requestOf(operation: OperationFacts, args: Record<string, unknown> = {}): RequestParts {
  if (!operation.checkArguments(args)) {
    throw new InvalidArgumentError(complaints(operation.checkArguments), {
      operationId: operation.id,
      outcome: 'not-applied',
    });
  }
  const parts: RequestParts = { path: {}, query: {}, header: {}, cookie: {} };
  for (const { name, place, whole } of operation.arguments) {
    if (args[name] === undefined) continue;
    if (place !== 'body') parts[place][name] = args[name];
    else if (whole) parts.body = args[name];
    else parts.body = { ...(parts.body as object), [name]: args[name] };
  }
  return parts;
}

/** The errors of a compiled schema, as one sentence. */
export const complaints = (check: Check): string =>
  (check.errors ?? [])
    .map(({ instancePath, message }) => `${instancePath.slice(1) || 'arguments'} ${message}`)
    .join('; ');
