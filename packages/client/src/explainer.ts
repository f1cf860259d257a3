import { classes } from './brand.ts';
import type { CallState } from './call-state.ts';
import { within } from './deadline.ts';
import { GatewayError, type CallError } from './errors.ts';
import type { Failure } from './gateway-error.ts';

/** What only failed calls need. A file of its own, which imports nothing of the others: a success carries none of it. */
export type Explainer = typeof import('./explain/index.ts');

/** The error that a caller is told: its message, its members, and the name of its class where it is not the one foreseen. */
export interface Explanation extends Partial<Failure> {
  name?: string;
  message: string;
}

/** A failure that is not in words yet. */
export class Unexplained {
  /** The name of its class. */
  declare readonly name: string;
  /** What is known of it without words. */
  declare readonly known: Partial<Failure>;
  declare readonly explain: (by: Explainer) => Explanation;

  constructor(name: string, explain: Unexplained['explain'], known: Partial<Failure> = {}) {
    Object.assign(this, { name, known, explain });
  }
}

/** The explainer, once it has come. */
export let explainer: Explainer | undefined;
let coming: Promise<Explainer | undefined> | undefined;

/** Begins to load the explainer, where that has not begun; gives it when it has come, or nothing where it cannot come now. */
export const load = (): Promise<Explainer | undefined> =>
  (coming ??= import('./explain/index.ts').then(
    (loaded) => (explainer = loaded),
    () => (coming = undefined),
  ));

/** The error of a failure: in words where the explainer has come, and plain where it has not. */
export function errorOf(failure: unknown, state: CallState): CallError {
  if (failure instanceof GatewayError) return failure;
  const { name, known, explain } =
    failure instanceof Unexplained
      ? failure
      : new Unexplained('ConnectionError', (by) => by.unknownFailure(failure, state));
  const outcome = state.attempts > 0 ? 'unknown' : 'not-applied';
  const plain = { message: 'it failed, and what tells why has not been loaded.', violations: [] };
  const { name: told, message, ...facts } = { outcome, ...known, name, ...(explainer ? explain(explainer) : plain) };
  return new (classes[told] as new (...args: unknown[]) => CallError)(message, state, facts);
}

/**
 * The error of a failure, which waits for the explainer, but no longer than for what was waited for when it failed: nobody
 * waits for a file beyond his limits.
 */
export async function explained(failure: unknown, state: CallState): Promise<CallError> {
  if (!explainer && !(failure instanceof GatewayError)) {
    const none = (): undefined => undefined;
    const timeout = Math.max(0, state.until - performance.now());
    await within({ timeout, ending: state, failure: none }, load).catch(none);
  }
  return errorOf(failure, state);
}
