import type { Json } from '@cc-gateway/spec';
import { literalsOf } from '../src/literal.ts';
import { loweringOf } from '../src/lowered.ts';
import { checkerOf, type Rule, type Schema } from '../src/runtime/check.ts';
import { faultFinder, type Fault, type PartFaults } from '../src/runtime/faults.ts';
import * as keywords from '../src/runtime/keywords.ts';
import * as parts from '../src/runtime/parts.ts';

/** What a client checks values of a schema with, as it is written into the generated modules: whether, and why not. */
export function checkOf(schema: Json, document: Json = {}): Checked {
  const { lower, rules, targets } = loweringOf(document);
  const lowered: Json = lower(schema, '#');
  const { constants, expressions } = literalsOf([lowered], targets);
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- the text is what is tested
  const shipped = new Function(`${constants}\nreturn ${expressions[0]};`)() as Schema;
  const used = <T>(all: object): Record<string, T> =>
    Object.fromEntries([...rules].map(([keyword, rule]) => [keyword, (all as Record<string, T>)[rule]!]));
  const check = checkerOf(used<Rule>(keywords));
  const faultsOf = faultFinder(used<PartFaults>(parts));
  return Object.assign((value: unknown) => faultsOf(check, shipped, value), {
    keeps: (value: unknown) => check(shipped, value),
  });
}

/** The faults of a value, and whether it has any. */
export interface Checked {
  (value: unknown): readonly Fault[];
  keeps: (value: unknown) => boolean;
}
