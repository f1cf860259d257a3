import * as generated from '#catalogue';
import type { Check, Fault, Schema } from '../facts.ts';
import type { Violation } from '../violations.ts';

/** The ways in which a value breaks a schema, ten or so, by what `check` says. */
export const faultsOf = generated.faultsOf as (check: Check, schema: Schema, value: unknown) => readonly Fault[];

/** What kind of value it is, in words that tell nothing secret. */
export const kindOf = generated.kindOf as (value: unknown) => string;

/** The first ten faults in words. */
export const violationsOf = (faults: readonly Fault[]): Violation[] =>
  faults.slice(0, 10).map(generated.violationOf as (fault: Fault) => Violation);

/** Violations in one sentence; `whole` is what the value itself is called. */
export const listed = (violations: readonly Violation[], whole: string, from = 0): string =>
  violations.map(({ path, message }) => `${path.slice(from) || whole} ${message}`).join('; ');
