import { regExpOf } from '@cc-gateway/openapi';
import type { Json } from '../src/document.ts';

/** The schemas of what stands at `pointer` in a value of `schema`; none where the schema names no such member. */
export function schemasAt(schema: Json, pointer: string[]): Json[] {
  return pointer.reduce((schemas: Json[], key) => schemas.flatMap((from) => members(from, key)), [schema]);
}

/** The names of the members that a value of any of `schemas` is said to have. */
export const memberNames = (schemas: Json[]): string[] =>
  schemas.flatMap((schema) => alternatives(schema)).flatMap(({ properties = {} }) => Object.keys(properties));

/** Whether any of `schemas` says by name which members there are. */
export const namesMembers = (schemas: Json[]): boolean =>
  schemas
    .flatMap((schema) => alternatives(schema))
    .some(({ properties, patternProperties }) => properties !== undefined || patternProperties !== undefined);

/** The JSON types that a value of any of `schemas` can have; none where they do not say. */
export const typesOf = (schemas: Json[]): string[] =>
  schemas
    .flatMap((schema) => alternatives(schema))
    .flatMap(({ type, enum: values, const: value }) => {
      if (type) return [type].flat();
      return (values ?? (value === undefined ? [] : [value])).map(typeOf);
    });

/** The JSON type of a value. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function members(schema: Json, key: string): Json[] {
  const parts = alternatives(schema);
  if (parts.every((part) => !declares.some((keyword) => keyword in part))) return [true];
  return parts.flatMap((part) => {
    if (part.properties && Object.hasOwn(part.properties, key)) return [part.properties[key]];
    const patterns = Object.entries(part.patternProperties ?? {}).filter(([form]) => regExpOf(form).test(key));
    if (patterns.length > 0) return patterns.map(([, member]) => member);
    if (/^\d+$/u.test(key) && (part.items || part.prefixItems)) return [part.prefixItems?.[Number(key)] ?? part.items];
    return part.additionalProperties ? [part.additionalProperties] : [];
  });
}

const declares = ['type', 'properties', 'patternProperties', 'additionalProperties', 'items', 'prefixItems', 'enum'];
const combinators = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'];

function alternatives(schema: Json, seen = new Set<Json>()): Json[] {
  if (typeof schema !== 'object' || schema === null) return schema === true ? [{}] : [];
  if (seen.has(schema)) return [];
  seen.add(schema);
  const parts = combinators.flatMap((keyword) => schema[keyword] ?? []);
  const nested = [...parts, ...Object.values<Json>(schema.dependentSchemas ?? {})];
  return [schema, ...nested.flatMap((member: Json) => alternatives(member, seen))];
}
