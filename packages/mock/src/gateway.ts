import type { Contract, Operation, RequestParts } from '@cc-gateway/spec';
import { choiceOf, choose, refusalOf, settle, type Choice } from './choice.ts';
import type { Incoming } from './incoming.ts';
import { modules } from './modules.ts';
import { matchPath } from './path.ts';
import { createPrism } from './prism/prism.ts';
import type { Answer, Preference } from './prism/types.ts';
import type { Rule } from './scenario/scenario.ts';
import type { Stage } from './scenario/stage.ts';
import { allViolations, isBroken, type Violation } from './violations.ts';

/** How a request was answered, and why. */
export interface Exchange extends Answer {
  request: Incoming;
  operation?: Operation;
  violations: Violation[];
  /** Whether the answer is a problem in Prism's words, and not a documented answer. */
  isProblem: boolean;
  /** In what the answer itself breaks the contract: a document whose examples do. */
  faults: Violation[];
  /** The choice among the documented answers; without one Prism chose. */
  choice: Choice;
  /** The rule of the scenario that applied. */
  rule?: Rule;
}

/** An exchange of which nothing is known but the request. */
export const unanswered = (request: Incoming): Exchange => ({
  request,
  violations: [],
  faults: [],
  isProblem: false,
  choice: {},
  status: 500,
  headers: {},
  body: undefined,
});

/** A gateway without a server: answers requests from the contract, by the state of the stage. */
export interface Gateway {
  answer(request: Incoming, stage: Stage): Promise<Exchange>;
}

/** Creates a gateway over a contract. */
export async function createGateway(contract: Contract, onViolations: 'gateway' | 'problem'): Promise<Gateway> {
  const prism = await createPrism(contract);
  return {
    async answer(request, stage) {
      const exchange = unanswered(request);
      const preferred = preferenceOf(request);
      if ('error' in preferred) return Object.assign(exchange, problem(preferred.error));
      const answer = prism(request, preferred, (operation, found, give) => {
        exchange.operation = operation;
        exchange.violations = allViolations(operation, request, found);
        const isValid = !isBroken(exchange.violations);
        const isChosen = Boolean(preferred.exampleKey ?? preferred.code ?? preferred.dynamic);
        const parts = partsOf(operation, request);
        const rule = stage.rules.find(operation, parts, isValid && !isChosen);
        if (rule) exchange.rule = rule;
        if (!isValid) {
          const refusal = onViolations === 'gateway' ? refusalOf(operation, exchange.violations) : undefined;
          if (!refusal) return give(exchange.violations, {});
          exchange.choice = refusal;
        } else if (!isChosen) {
          exchange.choice = rule?.answer ? choiceOf(operation, rule.answer) : choose(operation, parts, stage.world);
        }
        return give([], exchange.choice.example === undefined ? {} : preferenceFor(exchange.choice));
      });
      Object.assign(exchange, 'error' in answer ? problem(answer.error) : answer);
      if (exchange.isProblem && exchange.status === 405) exchange.headers.allow = allowed(contract, request.path);
      const { operation, violations } = exchange;
      if (operation && !('error' in answer) && !isBroken(violations)) {
        settle(operation, partsOf(operation, request), answer, stage.world);
      }
      return exchange;
    },
  };
}

/** A failure as Prism words it, in the form of RFC 9457. */
export function problem(
  error: Error & { status?: number; additional?: unknown },
): Answer & Pick<Exchange, 'isProblem'> {
  const { headers } = (error.additional ?? {}) as { headers?: Record<string, string> };
  return {
    status: error.status ?? 500,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: modules.prism.ProblemJsonError.toProblemJson(error as never),
    isProblem: true,
  };
}

function preferenceOf({ headers, query, path }: Incoming): Preference | { error: Error } {
  if (headers.prefer === undefined && !Object.keys(query).some((name) => name.startsWith('__'))) return {};
  const read = modules.preferences({
    url: { path, query },
    headers: headers as Record<string, string>,
  });
  return read._tag === 'Left' ? { error: read.left } : read.right;
}

// With a code Prism turns a mismatch of Accept into a 500; without one it looks among the successes and says 406.
// What the request prefers is overruled: a request that breaks the contract is refused, whatever it would like.
/** How Prism is asked for a documented answer. */
export const preferenceFor = ({ status, example }: Choice): Preference => ({
  exampleKey: example,
  code: status! > 299 ? status : undefined,
  dynamic: undefined,
  seed: undefined,
});

const partsOf = (operation: Operation, { path, query, headers, body }: Incoming): RequestParts => ({
  path: matchPath(operation, path) ?? {},
  query,
  headers,
  body,
});

const allowed = (contract: Contract, path: string): string =>
  contract.operations
    .filter((operation) => matchPath(operation, path))
    .map(({ method }) => method)
    .join(', ');
