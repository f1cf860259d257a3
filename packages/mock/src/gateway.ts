import { ProblemJsonError, type IHttpOperationConfig } from '@stoplight/prism-http';
import { getHttpConfigFromRequest } from '@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js';
import type { Contract, Operation, RequestParts } from '@cc-gateway/spec';
import { choose, refusalOf, settle, type Choice } from './choice.ts';
import type { Incoming } from './incoming.ts';
import { matchPath } from './path.ts';
import { createPrism, type PrismAnswer } from './prism.ts';
import type { World } from './tables.ts';
import { allViolations, type Violation } from './violations.ts';

/** How a request was answered, and why. */
export interface Exchange {
  request: Incoming;
  operation?: Operation;
  violations: Violation[];
  /** The choice among the documented answers; without one Prism chose. */
  choice: Choice;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** A gateway without a server: answers requests from the contract, by the state of its world. */
export interface Gateway {
  answer(request: Incoming): Promise<Exchange>;
}

/** Creates a gateway. `world` undefined: every valid request succeeds. */
export async function createGateway(
  contract: Contract,
  world: World | undefined,
  onViolations: 'gateway' | 'problem',
): Promise<Gateway> {
  const prism = await createPrism(contract);
  const operationOf = (route: { method: string; path: string }): Operation =>
    contract.operations.find(({ method, path }) => method === route.method.toUpperCase() && path === route.path)!;

  return {
    async answer(request) {
      const exchange: Exchange = { request, violations: [], choice: {}, status: 500, headers: {}, body: undefined };
      const preference = getHttpConfigFromRequest({
        ...request,
        url: { path: request.path, query: request.query },
      });
      if (preference._tag === 'Left') return Object.assign(exchange, problem(preference.left));
      const preferred = preference.right as IHttpOperationConfig;
      const answer = await prism(request, preferred, (route, found, give) => {
        const operation = (exchange.operation = operationOf(route));
        exchange.violations = allViolations(operation, request, found);
        if (exchange.violations.length > 0) {
          const refusal = onViolations === 'gateway' ? refusalOf(operation, exchange.violations) : undefined;
          if (!refusal) return give(exchange.violations, {});
          exchange.choice = refusal;
        } else if (preferred.exampleKey === undefined && preferred.code === undefined) {
          exchange.choice = choose(operation, partsOf(operation, request), world);
        }
        return give([], preferenceFor(exchange.choice));
      });
      Object.assign(exchange, 'error' in answer ? problem(answer.error) : answer);
      if (exchange.status === 405) exchange.headers.allow = allowed(contract, request.path);
      if (exchange.operation && exchange.violations.length === 0 && !('error' in answer)) {
        settle(exchange.operation, partsOf(exchange.operation, request), answer, world);
      }
      return exchange;
    },
  };
}

/** A failure as Prism words it, in the form of RFC 9457. */
export function problem(
  error: Error & { status?: number; additional?: unknown },
): Extract<PrismAnswer, { status: number }> {
  const { headers } = (error.additional ?? {}) as { headers?: Record<string, string> };
  return {
    status: error.status ?? 500,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: ProblemJsonError.toProblemJson(error as never),
  };
}

// With a code Prism turns a mismatch of Accept into a 500; without one it looks among the successes and says 406.
const preferenceFor = ({ status, example }: Choice): Partial<IHttpOperationConfig> =>
  example === undefined ? {} : { exampleKey: example, ...(status! > 299 && { code: status! }) };

const partsOf = (operation: Operation, { path, query, headers, body }: Incoming): RequestParts => ({
  path: matchPath(operation.path, path) ?? {},
  query,
  headers,
  body,
});

const allowed = (contract: Contract, path: string): string =>
  contract.operations
    .filter((operation) => matchPath(operation.path, path))
    .map(({ method }) => method)
    .join(', ');
