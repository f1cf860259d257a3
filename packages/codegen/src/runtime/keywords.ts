/** The rules of JSON Schema 2020-12, each by its own name, so that only those in use are shipped. */
import type { Check, Rule, Schema } from './check.ts';
import { has, isObject, type Members } from './members.ts';
import { isArray, isBoolean, isInteger, isNull, isNumber, isString, type IsOf } from './types.ts';

type Types = Readonly<Record<string, IsOf>>;
/** `type`, where schemas have no other types than these, by their names, and no lists of them. */
export const typeOf =
  (types: Types): Rule =>
  (wanted: string, value) =>
    types[wanted]!(value);
export const anyTypeOf =
  (types: Types): Rule =>
  (wanted: string | string[], value) =>
    typeof wanted === 'string' ? types[wanted]!(value) : wanted.some((each) => types[each]!(value));
const all: Types = {
  string: isString,
  boolean: isBoolean,
  integer: isInteger,
  number: isNumber,
  array: isArray,
  object: isObject,
  null: isNull,
};
export const type = /* @__PURE__ */ typeOf(all);
export const anyType = /* @__PURE__ */ anyTypeOf(all);

/** `enum` where every value is an atom. */
export const enumOfAtoms: Rule = (wanted: unknown[], value) => wanted.includes(value);
export const enumOfAny: Rule = (wanted: unknown[], value) =>
  wanted.some((each) => canonical(each) === canonical(value));

export const minimum: Rule = (wanted: number, value) => typeof value !== 'number' || value >= wanted;
export const maximum: Rule = (wanted: number, value) => typeof value !== 'number' || value <= wanted;
export const exclusiveMinimum: Rule = (wanted: number, value) => typeof value !== 'number' || value > wanted;
export const exclusiveMaximum: Rule = (wanted: number, value) => typeof value !== 'number' || value < wanted;
/** A decimal fraction is no exact binary one: nine digits count. What is too large to be divided has no such digits. */
export const multipleOf: Rule = (wanted: number, value) =>
  typeof value !== 'number' || !(Math.abs(Math.round(value / wanted) - value / wanted) > 1e-9);

/** A string is as long as it has characters. */
const lengthOf = (text: string): number => Array.from(text).length;
export const minLength: Rule = (wanted: number, value) => typeof value !== 'string' || lengthOf(value) >= wanted;
export const maxLength: Rule = (wanted: number, value) => typeof value !== 'string' || lengthOf(value) <= wanted;
export const pattern: Rule = (wanted: RegExp, value) => typeof value !== 'string' || wanted.test(value);

export const minItems: Rule = (wanted: number, value) => !Array.isArray(value) || value.length >= wanted;
export const maxItems: Rule = (wanted: number, value) => !Array.isArray(value) || value.length <= wanted;
export const uniqueItems: Rule = (_, value) =>
  !Array.isArray(value) || new Set(value.map(canonical)).size === value.length;
export const prefixItems: Rule = (wanted: Schema[], value, _, check) =>
  !Array.isArray(value) || wanted.every((each, index) => index >= value.length || check(each, value[index]));
/** `wanted` holds the schema, and the place of the first item that it is for. */
export const items: Rule = ([each, first]: [Schema, number], value, _, check) => {
  if (!Array.isArray(value)) return true;
  for (let index = first; index < value.length; index++) if (!check(each, value[index])) return false;
  return true;
};
/** `wanted` holds the schema, and how many items at least and at most keep it. */
export const contains: Rule = ([each, least, most]: [Schema, number, number | null], value, _, check) => {
  if (!Array.isArray(value)) return true;
  const { length } = value.filter((item) => check(each, item));
  return length >= least && length <= (most ?? Infinity);
};

// Not by for-in: what V8 compiles of that expects the names of one object, and is thrown away at each other one.
export const properties: Rule = (wanted: Record<string, Schema>, value, _, check) =>
  !isObject(value) || Object.keys(wanted).every((name) => !has(value, name) || check(wanted[name]!, value[name]));
export const required: Rule = (wanted: string[], value) => !isObject(value) || wanted.every((name) => has(value, name));
export const patternProperties: Rule = (wanted: [RegExp, Schema][], value, _, check) =>
  !isObject(value) ||
  wanted.every(([names, each]) => Object.keys(value).every((name) => !names.test(name) || check(each, value[name])));
/** False, or the schema of every member that is neither of `properties` nor of `patternProperties`. */
export const additionalProperties: Rule = (wanted: Schema | false, value, schema, check) =>
  !isObject(value) ||
  Object.keys(value).every((name) => isNamed(schema, name) || (wanted && check(wanted, value[name])));
/** Whether `properties` or `patternProperties` of a schema decide a member. */
// oxlint-disable-next-line no-explicit-any -- each keyword has the form that the generator gave it
export const isNamed = ({ properties, patternProperties = [] }: any, name: string): boolean =>
  (properties && has(properties, name)) || patternProperties.some(([names]: [RegExp]) => names.test(name));
/** False, or the schema of every member that no part of the schema decides which the value keeps. */
export const unevaluatedProperties: Rule = (wanted: Schema | false, value, schema, check) => {
  if (!isObject(value)) return true;
  const isDecided = decided(schema, value, check);
  return Object.keys(value).every((name) => isDecided(name) || (wanted && check(wanted, value[name])));
};

/** Tells the members that a schema decides; `isInner` where it is part of another, whose leftovers are its own to decide. */
export function decided(
  // oxlint-disable-next-line no-explicit-any -- each keyword has the form that the generator gave it
  schema: any,
  value: Members,
  check: Check,
  isInner = false,
): (name: string) => boolean {
  if (schema.additionalProperties !== undefined || (isInner && schema.unevaluatedProperties !== undefined)) {
    return () => true;
  }
  const { allOf = [], anyOf = [], oneOf = [], dependentSchemas = {} } = schema;
  const parts: Schema[] = [...allOf, ...[...anyOf, ...oneOf].filter((each: Schema) => check(each, value))];
  for (const name of Object.keys(dependentSchemas as object)) if (has(value, name)) parts.push(dependentSchemas[name]);
  if (schema.if) {
    const [condition, then, otherwise] = schema.if as [Schema, Schema, Schema];
    parts.push(...(check(condition, value) ? [condition, then] : [otherwise]));
  }
  if (schema.$ref) parts.push(schema.$ref());
  const inner = parts.map((part) => decided(part, value, check, true));
  return (name) => isNamed(schema, name) || inner.some((isDecided) => isDecided(name));
}

export const propertyNames: Rule = (wanted: Schema, value, _, check) =>
  !isObject(value) || Object.keys(value).every((name) => check(wanted, name));
export const minProperties: Rule = (wanted: number, value) => !isObject(value) || Object.keys(value).length >= wanted;
export const maxProperties: Rule = (wanted: number, value) => !isObject(value) || Object.keys(value).length <= wanted;
export const dependentRequired: Rule = (wanted: Record<string, string[]>, value) =>
  !isObject(value) ||
  Object.entries(wanted).every(([name, others]) => !has(value, name) || others.every((other) => has(value, other)));
export const dependentSchemas: Rule = (wanted: Record<string, Schema>, value, _, check) =>
  !isObject(value) || Object.entries(wanted).every(([name, each]) => !has(value, name) || check(each, value));

export const allOf: Rule = (wanted: Schema[], value, _, check) => wanted.every((each) => check(each, value));
export const anyOf: Rule = (wanted: Schema[], value, _, check) => wanted.some((each) => check(each, value));
export const oneOf: Rule = (wanted: Schema[], value, _, check) =>
  wanted.filter((each) => check(each, value)).length === 1;
export const not: Rule = (wanted: Schema, value, _, check) => !check(wanted, value);
/** `wanted` holds the condition, and what holds where it is kept and where it is not. */
export const conditional: Rule = ([condition, then, otherwise]: [Schema, Schema, Schema], value, _, check) =>
  check(check(condition, value) ? then : otherwise, value);
/** A schema that holds itself is asked for when it is met. */
export const reference: Rule = (wanted: () => Schema, value, _, check) => check(wanted(), value);
/** Content of a file or a binary body: bytes, or text that is sent as UTF-8. */
export const bytes: Rule = (_, value) =>
  typeof value === 'string' || ArrayBuffer.isView(value) || (isObject(value) && ArrayBuffer.isView(value['bytes']));

/** The same text for the same value, in whatever order its members are. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return undefined;
    return isObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner;
  });
