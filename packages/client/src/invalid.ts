import type { CallState } from './call-state.ts';
import { InvalidArgumentError } from './errors.ts';

/** Throws the InvalidArgumentError of a setting: its name, what was expected and what kind of thing came, or `shown` of it. */
export function invalid(
  name: string,
  expected: string,
  received: unknown,
  state: CallState,
  shown = shownOf(received),
): never {
  const message = `must be ${expected}, received ${shown}`;
  const violations = [{ path: `/${name}`, message }];
  throw new InvalidArgumentError(`${name} ${message}.`, state, { outcome: 'not-applied', violations });
}

/** The value itself where it can hold no secret, and its type where it can. */
const shownOf = (value: unknown): string =>
  value == null || /^[bn]/.test(typeof value) ? String(value) : `type ${typeof value}`;
