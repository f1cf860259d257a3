import type { Explanation } from '../explainer.ts';
import type { Fault } from '../facts.ts';
import { listed, violationsOf } from './violations.ts';

/** Arguments that break the contract. */
export function invalidArguments(faults: readonly Fault[]): Explanation {
  const violations = violationsOf(faults);
  const facts = { violations };
  return { message: `${listed(violations, 'the arguments', 1)}.`, ...facts };
}

/** Credentials of which an operation needs one of several, and none is given. */
export function missingCredentials(security: readonly (readonly string[])[]): Explanation {
  const message = `must hold ${security.map((schemes) => schemes.join(' and ')).join(', or ')}`;
  const facts = { violations: [{ path: '/credentials', message }] };
  return { message: `credentials ${message}.`, ...facts };
}
