import {
  applyEffects,
  isSuccess,
  unmetPrecondition,
  type Operation,
  type Precondition,
  type RequestParts,
} from '@cc-gateway/spec';
import type { World } from './tables.ts';
import { kindOf, type Violation } from './violations.ts';

/** Which documented answer to give, and why. Without an example the choice is Prism's. */
export interface Choice {
  status?: number;
  example?: string;
  unmet?: Precondition;
}

/** The answer that the contract names for a request with violations; undefined where it names none. */
export function refusalOf(operation: Operation, violations: Violation[]): Choice | undefined {
  const present = new Set(violations.map(kindOf));
  for (const [kind, example] of Object.entries(operation.violations)) {
    if (present.has(kind as never)) return choiceOf(operation, example);
  }
  return undefined;
}

/** The answer to a valid request: what the state of the world says, then the first example of a success. */
export function choose(operation: Operation, request: RequestParts, world: World | undefined): Choice {
  const unmet = world && unmetPrecondition(operation, request, world);
  if (unmet) return { ...choiceOf(operation, unmet.else), unmet };
  const success = documented(operation).find(({ status, value }) => isSuccess(operation, { status, body: value }));
  return operation.success && success ? { status: success.status, example: success.name } : {};
}

/** Carries out what a success does, when the answer chosen is one. */
export function settle(
  operation: Operation,
  request: RequestParts,
  answer: { status: number; body: unknown },
  world: World | undefined,
): void {
  if (world && isSuccess(operation, answer)) applyEffects(operation, request, world);
}

function choiceOf(operation: Operation, example: string): Choice {
  const status = documented(operation).find(({ name }) => name === example)?.status;
  return status === undefined ? {} : { status, example };
}

const documented = (operation: Operation): { status: number; name: string; value: unknown }[] =>
  operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ examples }) => examples.map(({ name, value }) => ({ status: Number(status), name, value }))),
  );
