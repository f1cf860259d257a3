import type { Contract, Operation, RequestParts } from '@cc-gateway/spec';
import { choiceOf, choose, refusalOf, settle } from './choice.ts';
import { unanswered, type Decided } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import { beginSession } from './new-session.ts';
import { matchPath } from './path.ts';
import { policyOf } from './policy.ts';
import { explained, given, isChosen, preferenceFor, preferenceOf } from './preference.ts';
import { createPrism, type Prism } from './prism/prism.ts';
import { demanded } from './prism/route.ts';
import { answerTo, problemOf, type Problem } from './problem.ts';
import type { Stage } from './scenario/stage.ts';
import { shown } from './send.ts';
import { strangersTo } from './stranger.ts';
import { isBroken, kindOf, withCharset, type Violation } from './violations.ts';
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
  /** Whether answers made at random have members that are not documented, where they may; they have unless told. */
  fillProperties?: boolean;
  /** Whether an answer that breaks its own schema is answered with 500. */
  errors?: boolean;
  /** Whether what of a schema cannot be compiled is left out; else its operation answers 500 and says so. */
  lenient?: boolean;
}

/** A gateway without a server: answers requests from the contract, by the state of the stage. */
export interface Gateway {
  answer(request: Incoming, stage: Stage): Promise<Decided>;
  /** What of the document cannot be used as it stands, in a sentence each. */
  warnings: string[];
}

/** Creates a gateway over a contract. */
export async function createGateway(contract: Contract, options: GatewayOptions): Promise<Gateway> {
  const {
    violations: onViolations = 'gateway',
    errors = false,
    dynamic,
    seed,
    ignoreExamples,
    lenient = false,
    fillProperties,
  } = options;
  const prism = await createPrism(contract, {
    isLenient: lenient,
    ...(fillProperties !== undefined && { fillProperties }),
  });
  const { isGateway } = policyOf(contract);
  const stranger = strangersTo(contract);
  const usual = given({ dynamic, seed, ignoreExamples });

  const answer = async (received: Incoming, stage: Stage): Promise<Decided> => {
    const exchange = unanswered(received);
    const fail = (problem: Problem): Decided => Object.assign(exchange, answerTo(problem));
    const preferred = preferenceOf(received);
    if ('error' in preferred) return fail(preferred.error);
    const request = withinDocument(contract, received);
    const routed = prism.route(request);
    if ('error' in routed) return withAllow(fail(routed.error), operationsAt(contract, request.path));
    const operation = routed.equals
      ? ((await meant(prism, routed.equals, request)) ?? routed.operation)
      : routed.operation;
    exchange.operation = operation;
    const found = await prism.violations(operation, request);
    if ('error' in found) return fail(found.error);

    exchange.violations = isGateway ? withCharset(operation, request, found) : found;
    const isValid = !isBroken(exchange.violations);
    const isFree = isValid && !isChosen(preferred);
    const parts = partsOf(operation, request);
    const rule = stage.rules.find(operation, parts, isFree);
    if (rule) exchange.rule = rule;
    const unknown = isFree && !rule?.answer ? stranger(operation, parts, stage.world) : undefined;
    if (unknown) exchange.violations = [...exchange.violations, unknown];
    const isKept = isValid && !unknown;
    if (!isKept && onViolations === 'gateway') exchange.choice = refusalOf(operation, exchange.violations) ?? {};
    else if (isFree && isKept)
      exchange.choice = rule?.answer ? choiceOf(operation, rule.answer) : choose(operation, parts, stage.world);

    const isDocumented = exchange.choice.example !== undefined;
    const preference = { ...usual, ...preferred, ...(isDocumented && preferenceFor(exchange.choice)) };
    const left = isKept || isDocumented ? [] : exchange.violations;
    const answered = await prism.answer(operation, request, left, preference);
    if ('error' in answered) return fail(explained(answered.error, preferred, operation));
    Object.assign(exchange, answered);
    const begun = beginSession(contract, operation, parts, exchange, stage);
    if (isKept) settle(operation, parts, answered, stage.world, begun);
    return errors && isBroken(answered.faults) ? fail(faulty(answered.faults)) : exchange;
  };
  return { answer, warnings: prism.warnings };
}

/**
 * Of several operations that a path can mean, the first whose parameters the request keeps, or that of those which demand as much
 * whose body it keeps, too; undefined where it keeps none's.
 */
async function meant(prism: Prism, equals: Operation[], request: Incoming): Promise<Operation | undefined> {
  let first: Operation | undefined;
  for (const operation of equals) {
    if (first && demanded(operation) < demanded(first)) break;
    const found = await prism.violations(operation, request);
    if ('error' in found || found.some(isOfParameter)) continue;
    if (!isBroken(found)) return operation;
    first ??= operation;
  }
  return first;
}

const isOfParameter = (violation: Violation): boolean =>
  violation.severity === 0 && ['path', 'query', 'header'].includes(kindOf(violation));

/** The answer to a method that is not documented, with those that are. */
function withAllow(exchange: Decided, operations: Operation[]): Decided {
  if (exchange.status === 405) exchange.headers['allow'] = operations.map(({ method }) => method).join(', ');
  return exchange;
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
