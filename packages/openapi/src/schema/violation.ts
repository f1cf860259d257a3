import type { Json } from '../json.ts';
import type { Place } from '../link/places.ts';

/** One way in which a value breaks a schema. */
export interface Violation {
  /** Where in the value, as a JSON pointer without `#`; empty for the value itself. */
  pointer: string;
  /** The keyword that is broken. */
  keyword: string;
  /** What is wrong, in words that go on from the pointer: `must be string`. */
  message: string;
  /** What stands there. */
  received: unknown;
  /** What the keyword says. */
  expected: Json;
  /** The schema that holds the keyword. */
  schema: Json;
  /** Where that stands, where it is part of a document. */
  place?: Place;
  /** How the keyword was reached: keywords and keys from the schema that was asked, as a URI fragment. */
  keywordLocation: string;
  /** The name that `propertyNames` was asked about, where the violation is about one. */
  propertyName?: string;
  /** The details that ajv gives, by keyword: `missingProperty`, `additionalProperty`, `allowedValues`. */
  params: Record<string, unknown>;
  /** Whether it could not be told; the message says why. */
  isUndecided?: true;
}
