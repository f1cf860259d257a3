import type { TestOf } from '../codec/read/faults.ts';
import { schemaOf, type SchemaOptions } from './schema-of.ts';

/** The tests that a reader of requests holds values to. What cannot be compiled is a fault of every value, with the reason. */
export const testsOf =
  (options?: SchemaOptions): TestOf =>
  (schema) => {
    const { test, problem } = schemaOf(schema, options);
    return test ? (value) => test.violations(value) : () => [{ pointer: '', message: problem.reason }];
  };
