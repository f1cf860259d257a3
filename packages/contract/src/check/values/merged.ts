import type { Json } from '@cc-gateway/spec';
import type { Schemas } from './schema.ts';

/** Both schemas in one, as near as one schema comes; what it misses the check sees. */
export function merged(left: Json, right: Json): Json {
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return right === true ? left : right;
  const properties = { ...left.properties };
  for (const [name, schema] of Object.entries<Json>(right.properties ?? {})) {
    properties[name] = name in properties ? merged(properties[name], schema) : schema;
  }
  const required = [...new Set([...(left.required ?? []), ...(right.required ?? [])])];
  const both = {
    ...left,
    ...right,
    ...(left.properties || right.properties ? { properties } : {}),
    ...(required.length && { required }),
  };
  for (const key of ['minimum', 'minLength', 'minItems']) {
    if (left[key] !== undefined && right[key] !== undefined) both[key] = Math.max(left[key], right[key]);
  }
  for (const key of ['maximum', 'maxLength', 'maxItems']) {
    if (left[key] !== undefined && right[key] !== undefined) both[key] = Math.min(left[key], right[key]);
  }
  return both;
}

const deepest = 8;

/** What `schema` says of `value`: its references, its `allOf` and the branches that the value keeps, put together. */
export function viewOf(schemas: Schemas, schema: Json, value?: unknown, depth = 0): Json {
  if (typeof schema !== 'object' || schema === null || depth > deepest) return schema;
  const { allOf, anyOf, oneOf, ...own } = schema;
  const kept = [anyOf, oneOf].map((branches) =>
    value !== undefined && Array.isArray(branches)
      ? branches.find((branch: Json) => schemas.accepts(branch, value))
      : undefined,
  );
  const parts = [...(Array.isArray(allOf) ? allOf : []), ...kept.filter((branch) => branch !== undefined)];
  if (parts.length === 0) return schema;
  return parts.map((part) => viewOf(schemas, part, value, depth + 1)).reduce(merged, own);
}
