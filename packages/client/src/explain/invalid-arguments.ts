import type { Explanation } from '../explainer.ts';
import type { ArgumentFacts, Check, Fault, OperationFacts } from '../facts.ts';
import { faultsOf, kindOf, listed, violationsOf } from './violations.ts';

/** Arguments that break the contract: `given` as they were read from `args`, and the body that they make. */
export function invalidArguments(
  { parameters, body }: OperationFacts,
  args: unknown,
  given: Readonly<Record<string, unknown>>,
  made: unknown,
  check: Check,
): Explanation {
  if (typeof args !== 'object') return unwritableArguments([[[], 'type', 'an object', kindOf(args)]]);
  const known: ArgumentFacts[] = [...parameters];
  if (body) known.push(...(body.members ?? [{ ...body, name: 'body' } as ArgumentFacts]));
  const names = new Set(known.map(({ name, as = name }) => as));
  const faults = known.flatMap(({ name, as = name, required, schema }): readonly Fault[] => {
    const value = given[as];
    if (value === undefined) return required ? [[[], 'missing', as]] : [];
    return faultsOf(check, schema, value).map(([path, ...rest]): Fault => [[as, ...path], ...rest]);
  });
  if (body?.members && body.schema && made !== undefined) faults.push(...faultsOf(check, body.schema, made));
  for (const name in given) {
    if (given[name] !== undefined && !names.has(name)) faults.push([[], 'surplus', name]);
  }
  return unwritableArguments(faults);
}

/** Arguments that cannot be written into a request, for these faults. */
export function unwritableArguments(faults: readonly Fault[]): Explanation {
  const violations = violationsOf(faults);
  const facts = { violations };
  return { message: `${listed(violations, 'the arguments', 1)}.`, ...facts };
}

/** The argument of that name, or all where none is named, cannot be read; `error` is what was thrown. */
export function unreadableArgument(args: unknown, name: string | undefined, error: unknown): Explanation {
  if (args === null) return unwritableArguments([[[], 'type', 'an object', kindOf(args)]]);
  return unwritableArguments([[name === undefined ? [] : [name], isRangeError(error) ? 'surrogate' : 'unreadable']]);
}

function isRangeError(error: unknown): boolean {
  try {
    return error instanceof RangeError;
  } catch {
    return false;
  }
}

/** Credentials of which an operation needs one of several, and none is given. */
export function missingCredentials(security: readonly (readonly string[])[]): Explanation {
  const message = `must hold ${security.map((schemes) => schemes.join(' and ')).join(', or ')}`;
  const facts = { violations: [{ path: '/credentials', message }] };
  return { message: `credentials ${message}.`, ...facts };
}
