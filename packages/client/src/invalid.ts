import type { CallState } from './call-state.ts';
import { InvalidArgumentError } from './errors.ts';
import { kindOf } from './violations.ts';

/** Throws the InvalidArgumentError of a setting: its name, what was expected and what kind of thing came, or `shown` of it. */
export function invalid(
  name: string,
  expected: string,
  received: unknown,
  state: CallState,
  shown = kindOf(received),
): never {
  const message = `must be ${expected}, received ${shown}`;
  const violations = [{ path: `/${name}`, message }];
  throw new InvalidArgumentError(`${name} ${message}.`, state, { outcome: 'not-applied', violations });
}
