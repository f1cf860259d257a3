import {
  applyEffects,
  isSuccess,
  unmetPrecondition,
  type Operation,
  type Precondition,
  type RequestParts,
  type World,
} from '@cc-gateway/spec';
import { kindOf, type Violation } from './violations.ts';

/** Which documented answer to give, and why. Without an example the choice is Prism's. */
export interface Choice {
  status?: number;
  example?: string;
  unmet?: Precondition;
}

/** The answer that the contract names for a request with violations; undefined where it names none. */
export function refusalOf(operation: Operation, violations: Violation[]): Choice | undefined {
  const present = new Set(violations.filter(({ severity }) => severity === 0).map(kindOf));
  for (const [kind, example] of Object.entries(operation.violations)) {
    if (present.has(kind as never)) return choiceOf(operation, example);
  }
  return undefined;
}

/** The answer to a valid request: what the state of the world says, then the first example of a success. */
export function choose(operation: Operation, request: RequestParts, world: World | undefined): Choice {
  const unmet = world && unmetPrecondition(operation, request, world);
  if (unmet) return { ...choiceOf(operation, unmet.else), unmet };
  return successOf(operation);
}

/** Carries out what a success does, when the answer chosen is one; `headers` are those of it that effects look at. */
export function settle(
  operation: Operation,
  request: RequestParts,
  answer: { status: number; body: unknown },
  world: World | undefined,
  headers: Record<string, string> = {},
): void {
  if (!world || operation.effects.length === 0 || !isSuccess(operation, answer)) return;
  applyEffects(operation, request, world, { headers });
}

/** The choice of the example with this name. */
export const choiceOf = (operation: Operation, example: string): Choice =>
  examplesOf(operation).byName.get(example) ?? {};

/** The names of an operation's examples of answers. */
export const exampleNames = (operation: Operation): string[] => [...examplesOf(operation).byName.keys()];

const successOf = (operation: Operation): Choice => examplesOf(operation).success;

interface Examples {
  byName: Map<string, Choice>;
  success: Choice;
}

const known = new WeakMap<Operation, Examples>();

function examplesOf(operation: Operation): Examples {
  let examples = known.get(operation);
  if (!examples) known.set(operation, (examples = readExamples(operation)));
  return examples;
}

function readExamples(operation: Operation): Examples {
  const all = operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap((content) => content.examples.map(({ name, value }) => ({ status: Number(status), name, value }))),
  );
  const success = operation.success && all.find(({ status, value }) => isSuccess(operation, { status, body: value }));
  return {
    byName: new Map(
      all.filter(({ status }) => status > 0).map(({ status, name }) => [name, { status, example: name }]),
    ),
    success: success ? { status: success.status, example: success.name } : {},
  };
}
