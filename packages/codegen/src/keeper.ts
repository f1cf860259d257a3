import type { Json } from '@cc-gateway/spec';
import { literalsOf } from './literal.ts';
import { loweringOf } from './lowered.ts';
import { checkerOf, type Rule, type Schema } from './runtime/check.ts';
import * as keywords from './runtime/keywords.ts';

/** Whether a value keeps a schema of a document, as the generated client will say. */
export type Keeps = (schema: Json, value: unknown) => boolean;

const known = new WeakMap<object, Keeps>();

/** The check of a document's schemas, without the client. Throws ContractError where a schema cannot be checked. */
export function keeperOf(document: Json): Keeps {
  if (!known.has(document)) known.set(document, makeKeeper(document));
  return known.get(document)!;
}

function makeKeeper(document: Json): Keeps {
  const { lower, rules, targets } = loweringOf(document);
  return (schema, value) => {
    const lowered: Json = lower(schema, '#');
    const { constants, expressions } = literalsOf([lowered], targets);
    // What is written into the client is what is asked: references and patterns are code.
    // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- it holds literals of the document alone
    const shipped = new Function(`${constants}\nreturn ${expressions[0]};`)() as Schema;
    const all = keywords as unknown as Record<string, Rule>;
    const used = Object.fromEntries([...rules].map(([keyword, rule]) => [keyword, all[rule]!]));
    return checkerOf(used)(shipped, value);
  };
}
