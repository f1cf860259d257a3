import type { ErrorObject, ValidateFunction } from 'ajv';
import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { compile, errorsOf } from './ajv.ts';
import { alike } from './alike.ts';
import type { Call } from './calls.ts';
import { lowered } from './lowered.ts';
import { keyOf, type Reading } from './reading.ts';

const known = new WeakMap<object, Map<string, Call>>();

/** The judge of a schema, compiled when a value first gets to it; the same for the same schema and reading. */
export function unitOf(schema: Json, reading: Reading): Call {
  if (typeof schema !== 'object' || schema === null) return createUnit(schema, reading);
  let byReading = known.get(schema);
  if (!byReading) known.set(schema, (byReading = new Map()));
  const key = keyOf(reading);
  let unit = byReading.get(key);
  if (!unit) byReading.set(key, (unit = createUnit(schema, reading)));
  return unit;
}

function createUnit(schema: Json, reading: Reading): Call {
  let first: ValidateFunction | undefined;
  let all: ValidateFunction | undefined;
  return {
    is(value) {
      first ??= compiled(schema, reading, false);
      return first(value);
    },
    errors(value): ErrorObject[] {
      all ??= compiled(schema, reading, true);
      return all(value) ? [] : errorsOf(all);
    },
  };
}

function compiled(schema: Json, reading: Reading, allErrors: boolean): ValidateFunction {
  try {
    const words = typeof schema === 'boolean' ? schema : lowered(schema, reading, unitOf);
    const make = (): ValidateFunction =>
      compile(words === true ? {} : words === false ? { not: {} } : words, allErrors);
    return allErrors ? make() : alike(words, make);
  } catch (cause) {
    throw new DocumentError(`The schema cannot be compiled: ${(cause as Error).message}.`, { cause });
  }
}
