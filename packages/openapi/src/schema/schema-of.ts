import type { ErrorObject } from 'ajv';
import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { placeOf } from '../link/places.ts';
import { PatternError } from '../patterns/pattern.ts';
import type { Direction } from './hidden.ts';
import { origins } from './lowered.ts';
import { problemsOf, type Problem } from './problems.ts';
import { unitOf } from './unit.ts';
import type { Violation } from './violation.ts';

/** How a schema is taken. */
export interface SchemaOptions {
  /** Which way values go; without it, required members are required whatever `readOnly` and `writeOnly` say. */
  direction?: Direction;
  /** Whether what cannot be compiled is left out and the rest is compiled; `problemsOf` says what was left out. */
  isLenient?: boolean;
}

/** A schema, ready to judge values. Nothing is compiled before the first value comes. */
export interface SchemaTest {
  /** Whether a value keeps the schema; undefined where that could not be told within bounds. */
  judge(value: unknown): boolean | undefined;
  /** Whether a value is known to keep the schema. */
  accepts(value: unknown): boolean;
  /** Each way in which a value breaks the schema; none where it is known to keep it. */
  violations(value: unknown): Violation[];
}

/** A schema's test, or why there is none. */
export type Compiled = { test: SchemaTest; problem?: never } | { test?: never; problem: Problem };

const known = new WeakMap<object, Map<string, Compiled>>();

/**
 * The test of a schema of a document that was read, or of any other in the words of 2020-12 whose references have been replaced
 * (`linkSchema`); or the first reason why it cannot be compiled. The same for the same schema.
 */
export function schemaOf(schema: Json, { direction, isLenient = false }: SchemaOptions = {}): Compiled {
  if (typeof schema !== 'object' || schema === null) return compiledOf(schema, direction, isLenient);
  let byOptions = known.get(schema);
  if (!byOptions) known.set(schema, (byOptions = new Map()));
  const key = `${direction}${isLenient}`;
  let compiled = byOptions.get(key);
  if (!compiled) byOptions.set(key, (compiled = compiledOf(schema, direction, isLenient)));
  return compiled;
}

function compiledOf(schema: Json, direction: Direction | undefined, isLenient: boolean): Compiled {
  const [problem] = isLenient && typeof schema === 'object' && schema !== null ? [] : problemsOf(schema);
  if (problem) return { problem };
  const unit = unitOf(schema, { direction, isLenient, hidden: new Set(), followed: new Set() });
  const judge = (value: unknown): boolean | undefined => {
    try {
      return unit.is(value);
    } catch (cause) {
      if (undecided(cause) === undefined) throw cause;
      return undefined;
    }
  };
  const violations = (value: unknown): Violation[] => {
    try {
      return unit.errors(value).map(violationOf);
    } catch (cause) {
      const message = undecided(cause);
      if (message === undefined) throw cause;
      const base = {
        pointer: '',
        keyword: '',
        received: value,
        expected: undefined,
        schema,
        params: {},
        keywordLocation: '#',
      };
      return [{ ...base, message, isUndecided: true }];
    }
  };
  return { test: { judge, accepts: (value) => judge(value) === true, violations } };
}

/** Why a judge gave up; undefined for a fault of this program. */
function undecided(cause: unknown): string | undefined {
  if (cause instanceof PatternError || cause instanceof DocumentError) return cause.message;
  return cause instanceof RangeError ? 'is nested too deeply to be judged' : undefined;
}

function violationOf(error: ErrorObject): Violation {
  const { instancePath, keyword, message, params, schema, parentSchema, data, schemaPath, propertyName } = error;
  const origin: Json = origins.get(parentSchema!) ?? parentSchema;
  const place = placeOf(origin);
  return {
    pointer: instancePath,
    keyword,
    message: message ?? `breaks ${keyword}`,
    received: data,
    expected: origins.get(Object(schema)) ?? schema,
    schema: origin,
    ...(place && { place: { ...place, pointer: `${place.pointer}/${keyword}` } }),
    keywordLocation: schemaPath,
    ...(propertyName !== undefined && { propertyName }),
    params,
  };
}
