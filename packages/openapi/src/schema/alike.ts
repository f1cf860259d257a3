import type { ValidateFunction } from 'ajv';
import type { Json } from '../json.ts';
import { callKeyword } from './calls.ts';

/** So many judges are kept, those that were asked for last. */
const most = 1_000;

const known = new Map<string, ValidateFunction>();

/** The judge of a schema, made once for all schemas of the same text: it says yes or no, which hangs on no place in a document. */
export function alike(words: Json, make: () => ValidateFunction): ValidateFunction {
  const text = textOf(words);
  if (text === undefined) return make();
  const judge = known.get(text) ?? make();
  known.delete(text);
  known.set(text, judge);
  if (known.size > most) known.delete(known.keys().next().value!);
  return judge;
}

/** What is written here says all of a schema; undefined where a text cannot: it calls others, or holds a number that JSON does not know. */
function textOf(words: Json): string | undefined {
  let isWhole = true;
  const text = JSON.stringify(words, (name, value: unknown) => {
    isWhole &&= name !== callKeyword && (typeof value !== 'number' || Number.isFinite(value)) && !Object.is(value, -0);
    return isWhole ? value : undefined;
  });
  return isWhole ? text : undefined;
}
