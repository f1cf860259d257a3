import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@cc-gateway/spec';
import { impossible } from './impossible.ts';
import { viewOf } from './merged.ts';
import type { Schemas } from './schema.ts';

/** A body that the document describes. */
interface Described {
  schema: Json;
  examples: { value: Json }[];
}

/**
 * What of the document itself demands an error at a place of a value: an example of the body (`body`) or of a schema (`part`) is
 * what stands there, or no value can keep the schema there (`schema`). Undefined where the document demands none.
 */
export function demanded(
  schemas: Schemas,
  { schema, examples }: Described,
  value: unknown,
  pointer: string,
): 'body' | 'part' | 'schema' | undefined {
  if (examples.some((example) => isDeepStrictEqual(example.value, value))) return 'body';
  const keys = pointer.split('/').slice(1);
  let [part, of] = [value, schema] as [Json, Json];
  for (let depth = 0; depth <= keys.length; depth += 1) {
    if (isShown(of, part)) return 'part';
    if (depth >= keys.length - 1 && impossible(of) !== undefined) return 'schema';
    const key = (keys[depth] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    const { properties, items, additionalProperties } = Object(viewOf(schemas, of, part));
    of = Array.isArray(part) ? items : Object.hasOwn(Object(properties), key) ? properties[key] : additionalProperties;
    part = Object(part)[key];
  }
  return undefined;
}

/** Whether a schema, or a part of all of it, shows a value as an example, or as what stands where nothing is said. */
function isShown(schema: Json, value: unknown, depth = 0): boolean {
  if (typeof schema !== 'object' || schema === null || value === undefined || depth > 8) return false;
  const { example, examples, default: usual, allOf } = schema;
  return (
    [example, usual, ...(Array.isArray(examples) ? examples : [])].some((each) => isDeepStrictEqual(each, value)) ||
    (Array.isArray(allOf) && allOf.some((part: Json) => isShown(part, value, depth + 1)))
  );
}
