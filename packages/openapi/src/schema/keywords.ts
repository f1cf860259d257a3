import { isForeign, regExpOf } from '../patterns/reading.ts';
import type { Json } from '../json.ts';

/** How the schemas in a keyword stand: one, a list, or a map by names or patterns. */
export type Holds = 'schema' | 'list' | 'map';

interface Keyword {
  /** Says what is wrong with the keyword's value; undefined where nothing is. */
  fault: (value: Json) => string | undefined;
  holds?: Holds;
  /** Whether the schemas it holds judge the same value as the schema around them. */
  inPlace?: boolean;
}

const expected =
  (what: string, isRight: (value: Json) => boolean) =>
  (value: Json): string | undefined =>
    isRight(value) ? undefined : `is ${short(value)}, expected ${what}`;

const short = (value: Json): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const isObject = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSchema = (value: Json): boolean => typeof value === 'boolean' || isObject(value);
const isName = (value: Json): boolean => typeof value === 'string';
const types = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);

const number = { fault: expected('a number', (value) => typeof value === 'number') };
const count = { fault: expected('a count', (value) => Number.isInteger(value) && value >= 0) };
const flag = { fault: expected('true or false', (value) => typeof value === 'boolean') };
const names = { fault: expected('a list of names', (value) => Array.isArray(value) && value.every(isName)) };
const values = { fault: expected('a list of at least one value', (value) => Array.isArray(value) && value.length > 0) };
const one = (inPlace = false): Keyword => ({ fault: expected('a schema', isSchema), holds: 'schema', inPlace });
const list = (inPlace = false): Keyword => ({
  fault: expected('a list of schemas', (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema)),
  holds: 'list',
  inPlace,
});
const map = (inPlace = false): Keyword => ({
  fault: expected('a map of schemas', (value) => isObject(value) && Object.values(value).every(isSchema)),
  holds: 'map',
  inPlace,
});

function patternFault(source: Json): string | undefined {
  if (typeof source !== 'string') return `is ${short(source)}, expected a pattern`;
  try {
    regExpOf(source);
    return undefined;
  } catch (cause) {
    if (isForeign(source)) return `is ${short(source)}, which is no pattern of ECMA-262, but one of PCRE or its like`;
    const why = /: ([^:]*)$/.exec((cause as Error).message)?.[1] ?? 'it cannot be read';
    return `is ${short(source)}, which is no pattern of ECMA-262 (${why})`;
  }
}

/** The keywords of 2020-12 that decide about values; every other member of a schema is a note. */
export const keywords: Readonly<Record<string, Keyword>> = {
  type: {
    fault: expected('a type or a list of types', (value) => {
      const all: Json[] = [value].flat();
      return all.length > 0 && all.every((name) => types.has(name));
    }),
  },
  enum: values,
  const: { fault: () => undefined },
  multipleOf: { fault: expected('a number above 0', (value) => typeof value === 'number' && value > 0) },
  maximum: number,
  exclusiveMaximum: number,
  minimum: number,
  exclusiveMinimum: number,
  maxLength: count,
  minLength: count,
  pattern: { fault: patternFault },
  format: { fault: expected('a name', isName) },
  maxItems: count,
  minItems: count,
  uniqueItems: flag,
  maxContains: count,
  minContains: count,
  maxProperties: count,
  minProperties: count,
  required: names,
  dependentRequired: {
    fault: expected('a map of lists of names', (value) => isObject(value) && Object.values(value).every(Array.isArray)),
  },
  prefixItems: list(),
  items: one(),
  contains: one(),
  unevaluatedItems: one(),
  properties: map(),
  patternProperties: {
    ...map(),
    fault: (value) => map().fault(value) ?? Object.keys(value).map(patternFault).find(Boolean),
  },
  additionalProperties: one(),
  propertyNames: one(),
  unevaluatedProperties: one(),
  allOf: list(true),
  anyOf: list(true),
  oneOf: list(true),
  not: one(true),
  if: one(true),
  // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's name of it; nobody awaits this table
  then: one(true),
  else: one(true),
  dependentSchemas: map(true),
};
