import type { Json } from '@cc-gateway/spec';
import { literalsOf } from '../src/literal.ts';
import { loweringOf } from '../src/lowered.ts';
import { checkerOf, type Check, type Rule, type Schema } from '../src/runtime/check.ts';
import * as keywords from '../src/runtime/keywords.ts';

/** What a client checks values of a schema with, as it is written into the generated module. */
export function checkOf(schema: Json, document: Json = {}): (value: unknown) => ReturnType<Check> {
  const { lower, rules, targets } = loweringOf(document);
  const lowered: Json = lower(schema, '#');
  const { constants, expressions } = literalsOf([lowered], targets);
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- the text is what is tested
  const shipped = new Function(`${constants}\nreturn ${expressions[0]};`)() as Schema;
  const known = keywords as unknown as Record<string, Rule>;
  const check = checkerOf(Object.fromEntries([...rules].map(([keyword, rule]) => [keyword, known[rule]!])));
  return (value) => check(shipped, value);
}
