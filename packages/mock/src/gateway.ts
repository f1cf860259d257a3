import type { Contract, Operation, RequestParts } from '@cc-gateway/spec';
import { choiceOf, choose, refusalOf, settle } from './choice.ts';
import { unanswered, type Decided } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import { beginSession } from './new-session.ts';
import { matchPath } from './path.ts';
import { policyOf } from './policy.ts';
import { explained, given, isChosen, preferenceFor, preferenceOf } from './preference.ts';
import { createPrism } from './prism/prism.ts';
import { answerTo, problemOf, type Problem } from './problem.ts';
import type { Stage } from './scenario/stage.ts';
import { shown } from './send.ts';
import { allViolations, isBroken, type Violation } from './violations.ts';
import { operationsAt, withinDocument } from './within.ts';

/** How requests are judged and answered. */
export interface GatewayOptions {
  /** How a request that breaks the contract is answered: as the gateway does, or with Prism's problem+json. */
  violations?: 'gateway' | 'problem';
  /** Whether answers are made at random from their schemas where the request does not choose. */
  dynamic?: boolean;
  /** Where that randomness starts. */
  seed?: string;
  /** Whether answers are made from their schemas although the document has examples. */
  ignoreExamples?: boolean;
  /** Whether an answer that breaks its own schema is answered with 500. */
  errors?: boolean;
}

/** A gateway without a server: answers requests from the contract, by the state of the stage. */
export interface Gateway {
  answer(request: Incoming, stage: Stage): Promise<Decided>;
}

/** Creates a gateway over a contract. */
export async function createGateway(contract: Contract, options: GatewayOptions): Promise<Gateway> {
  const prism = await createPrism(contract);
  const { utf8Only } = policyOf(contract);
  const { violations: onViolations = 'gateway', errors = false, dynamic, seed, ignoreExamples } = options;
  const usual = given({ dynamic, seed, ignoreExamples });
  return {
    async answer(received, stage) {
      const exchange = unanswered(received);
      const preferred = preferenceOf(received);
      if ('error' in preferred) return Object.assign(exchange, answerTo(preferred.error));
      const request = withinDocument(contract, received);
      const answer = prism(request, { ...usual, ...preferred }, (operation, found, give) => {
        exchange.operation = operation;
        exchange.violations = allViolations(operation, request, found, utf8Only);
        const isValid = !isBroken(exchange.violations);
        const isFree = isValid && !isChosen(preferred);
        const parts = partsOf(operation, request);
        const rule = stage.rules.find(operation, parts, isFree);
        if (rule) exchange.rule = rule;
        if (!isValid) {
          const refusal = onViolations === 'gateway' ? refusalOf(operation, exchange.violations) : undefined;
          if (!refusal) return give(exchange.violations, {});
          exchange.choice = refusal;
        } else if (isFree) {
          exchange.choice = rule?.answer ? choiceOf(operation, rule.answer) : choose(operation, parts, stage.world);
        }
        return give([], exchange.choice.example === undefined ? {} : preferenceFor(exchange.choice));
      });
      Object.assign(
        exchange,
        'error' in answer ? answerTo(explained(answer.error, preferred, exchange.operation)) : answer,
      );
      if (exchange.isProblem && exchange.status === 405) {
        exchange.headers['allow'] = operationsAt(contract, request.path)
          .map(({ method }) => method)
          .join(', ');
      }
      const { operation, violations, faults } = exchange;
      const begun = operation && beginSession(contract, operation, partsOf(operation, request), exchange, stage);
      if (operation && !('error' in answer) && !isBroken(violations)) {
        settle(operation, partsOf(operation, request), answer, stage.world, begun);
      }
      return errors && isBroken(faults) ? { ...exchange, ...answerTo(faulty(faults)) } : exchange;
    },
  };
}

const partsOf = (operation: Operation, { path, query, headers, body }: Incoming): RequestParts => ({
  path: matchPath(operation, path) ?? {},
  query,
  headers,
  body,
});

/** The problem of an answer that breaks its own schema. */
function faulty(faults: Violation[]): Problem {
  const detail =
    'Your request/response is not valid and the --errors flag is set, so Prism is generating this error for you.';
  const validation = faults.filter(({ severity }) => severity === 0).map(shown('response'));
  return Object.assign(problemOf(500, 'VIOLATIONS', 'Request/Response not valid', detail), {
    additional: { validation },
  });
}
