import type { ErrorObject } from 'ajv';

/** A judge that stands in a compiled schema in place of another schema. */
export interface Call {
  is(value: unknown): boolean;
  /** Each way in which the value breaks it; none where it keeps it. */
  errors(value: unknown): ErrorObject[];
}

/** What ajv is told of an error of a call: it would write over the error itself. */
export interface Wrapped {
  error: ErrorObject;
}

/** The keyword under which calls stand. */
export const callKeyword = 'x-call';

/** The calls, by the schema in which the keyword stands: ajv walks through what a keyword holds, but not here. */
export const calls = new WeakMap<object, Call>();

/** A schema for ajv that leaves judging to `call`. */
export function calling(call: Call): object {
  const schema = { [callKeyword]: true };
  calls.set(schema, call);
  return schema;
}
