import type { Explanation } from '../explainer.ts';
import type { BrokenPart, Check, Fault } from '../facts.ts';
import { faultsOf, listed, violationsOf } from './violations.ts';

/** Arguments that break the contract. */
export function invalidArguments(faults: readonly Fault[], broken: readonly BrokenPart[], check: Check): Explanation {
  const found = broken.flatMap(([path, schema, value]) =>
    faultsOf(check, schema, value).map(([inner, ...rest]): Fault => [[...path, ...inner], ...rest]),
  );
  const violations = violationsOf([...found, ...faults]);
  const facts = { violations };
  return { message: `${listed(violations, 'the arguments', 1)}.`, ...facts };
}

/** Credentials of which an operation needs one of several, and none is given. */
export function missingCredentials(security: readonly (readonly string[])[]): Explanation {
  const message = `must hold ${security.map((schemes) => schemes.join(' and ')).join(', or ')}`;
  const facts = { violations: [{ path: '/credentials', message }] };
  return { message: `credentials ${message}.`, ...facts };
}
