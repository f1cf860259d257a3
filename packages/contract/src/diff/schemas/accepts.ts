import type { Json } from '@cc-gateway/spec';
import { isDeepStrictEqual } from 'node:util';
import { child, isObject, type Node } from '../reading/node.ts';
import { isOfFormat, patternOf } from '@cc-gateway/openapi';
import { branchesOf, partsOf, schemaAt, type Schema } from './schema.ts';

/** What cannot be told of a value. */
class Unknown extends Error {}

/** Whether a value keeps a schema; undefined where it cannot be told. Reads no further than the value reaches. */
export function accepts(schema: Schema, value: Json): boolean | undefined {
  try {
    return keeps(schema, value, 0);
  } catch {
    return undefined;
  }
}

function keeps(schema: Schema, value: Json, depth: number): boolean {
  if (depth > 60) throw new Unknown();
  return partsOf(schema).every((part) => keepsOne(part, value, depth + 1));
}

/** Whether a value keeps the keywords of one part; its `allOf` are parts of their own. */
function keepsOne(part: Node, value: Json, depth: number): boolean {
  const rule = part.value;
  if (rule === false) return false;
  if (!isObject(rule)) return true;
  if (rule.$ref !== undefined || rule.$dynamicRef !== undefined) throw new Unknown();
  if (rule.type !== undefined && ![rule.type].flat().some((type: string) => isOf(type, value))) return false;
  if (Array.isArray(rule.enum) && !isNamed(rule.enum, value)) return false;
  if (rule.const !== undefined && !isDeepStrictEqual(rule.const, value)) return false;
  if (typeof value === 'number' && !keepsNumber(rule, value)) return false;
  if (typeof value === 'string' && !keepsString(rule, value)) return false;
  if (Array.isArray(value) && !keepsArray(part, value, depth)) return false;
  if (isObject(value) && !Array.isArray(value) && !keepsObject(part, value, depth)) return false;
  return combined(part, value, depth);
}

const plainValues = new WeakMap<object, Set<Json>>();

/** Whether a list of values has one; lists may have thousands. */
function isNamed(list: Json[], value: Json): boolean {
  if (isObject(value)) return list.some((one) => isDeepStrictEqual(one, value));
  let plain = plainValues.get(list);
  if (!plain) plainValues.set(list, (plain = new Set(list)));
  return plain.has(value);
}

function combined(part: Node, value: Json, depth: number): boolean {
  const rule = part.value;
  const many = (keyword: string): boolean[] => branchesOf(part, keyword).map((branch) => keeps(branch, value, depth));
  if (rule.anyOf && !many('anyOf').some(Boolean)) return false;
  if (rule.oneOf && many('oneOf').filter(Boolean).length !== 1) return false;
  if (rule.not !== undefined && keeps(schemaAt(part, 'not'), value, depth)) return false;
  if (rule.if === undefined) return true;
  return keeps(schemaAt(part, keeps(schemaAt(part, 'if'), value, depth) ? 'then' : 'else'), value, depth);
}

export function isOf(type: string, value: Json): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value) && !Array.isArray(value);
  return typeof value === type;
}

/** The least and the largest whole numbers of the formats of OpenAPI; beyond 2^53, as the language rounds them. */
export const whole = new Map<string, readonly [number, number]>([
  ['int8', [-(2 ** 7), 2 ** 7 - 1]],
  ['uint8', [0, 2 ** 8 - 1]],
  ['int16', [-(2 ** 15), 2 ** 15 - 1]],
  ['uint16', [0, 2 ** 16 - 1]],
  ['int32', [-(2 ** 31), 2 ** 31 - 1]],
  ['uint32', [0, 2 ** 32 - 1]],
  ['int64', [-(2 ** 63), 2 ** 63]],
  ['uint64', [0, 2 ** 64]],
  ['double-int', [-(2 ** 53) + 1, 2 ** 53 - 1]],
]);

function keepsNumber(rule: Json, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = rule;
  if (value < minimum || value > maximum) return false;
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return false;
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return false;
  if (multipleOf > 0 && !isMultiple(value, multipleOf)) return false;
  const range = whole.get(format);
  return range === undefined || (Number.isInteger(value) && value >= range[0] && value <= range[1]);
}

/** Whether a number is a multiple of a step, but for the error of decimals. */
export function isMultiple(value: number, step: number): boolean {
  if (Number.isInteger(value) && Number.isInteger(step)) return value % step === 0;
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-8 * Math.max(1, Math.abs(times));
}

function keepsString(rule: Json, value: string): boolean {
  if (!isOfLength(value, rule.minLength ?? 0, rule.maxLength ?? Infinity)) return false;
  if (typeof rule.pattern === 'string' && !patternOf(rule.pattern).test(value)) return false;
  return typeof rule.format !== 'string' || isOfFormat(rule.format, value);
}

/** Whether a text has so many characters; those outside of the plane of most count once, though they take two units. */
function isOfLength(value: string, least: number, most: number): boolean {
  const units = value.length;
  if (units < least || units / 2 > most) return false;
  if (units <= most && units / 2 >= least) return true;
  const length = Array.from(value).length;
  return length >= least && length <= most;
}

function keepsArray(part: Node, value: Json[], depth: number): boolean {
  const rule = part.value;
  if (value.length < (rule.minItems ?? 0) || value.length > (rule.maxItems ?? Infinity)) return false;
  if (rule.uniqueItems && new Set(value.map((one) => JSON.stringify(one))).size < value.length) return false;
  const first: number = rule.prefixItems?.length ?? 0;
  const rest = schemaAt(part, 'items');
  if (
    !value.every((item, index) => keeps(index < first ? [child(child(part, 'prefixItems'), index)] : rest, item, depth))
  )
    return false;
  if (rule.unevaluatedItems !== undefined) throw new Unknown();
  if (rule.contains === undefined) return true;
  const found = value.filter((item) => keeps(schemaAt(part, 'contains'), item, depth)).length;
  return found >= (rule.minContains ?? 1) && found <= (rule.maxContains ?? Infinity);
}

function keepsObject(part: Node, value: Json, depth: number): boolean {
  const rule = part.value;
  const names = Object.keys(value);
  if (names.length < (rule.minProperties ?? 0) || names.length > (rule.maxProperties ?? Infinity)) return false;
  if (Array.isArray(rule.required) && !rule.required.every((name: string) => Object.hasOwn(value, name))) return false;
  for (const [name, needed] of Object.entries<string[]>(rule.dependentRequired ?? {})) {
    if (Object.hasOwn(value, name) && !needed.every((other) => Object.hasOwn(value, other))) return false;
  }
  for (const name of Object.keys(rule.dependentSchemas ?? {})) {
    if (Object.hasOwn(value, name) && !keeps([child(child(part, 'dependentSchemas'), name)], value, depth))
      return false;
  }
  if (rule.unevaluatedProperties !== undefined && rule.unevaluatedProperties !== true) throw new Unknown();
  return names.every(
    (name) =>
      memberOf(part, name).every((schema) => keeps(schema, value[name], depth)) &&
      (rule.propertyNames === undefined || keeps(schemaAt(part, 'propertyNames'), name, depth)),
  );
}

/** What one part asks of a member of an object. */
export function memberOf(part: Node, name: string): Schema[] {
  const found: Schema[] = [];
  const { properties, patternProperties } = part.value;
  if (isObject(properties) && Object.hasOwn(properties, name)) found.push([child(child(part, 'properties'), name)]);
  for (const pattern of Object.keys(patternProperties ?? {})) {
    if (matches(pattern, name)) found.push([child(child(part, 'patternProperties'), pattern)]);
  }
  return found.length > 0 ? found : [schemaAt(part, 'additionalProperties')];
}

/** Whether a name matches a pattern; not, where the pattern cannot be read. */
export function matches(pattern: string, name: string): boolean {
  try {
    return patternOf(pattern).test(name);
  } catch {
    return false;
  }
}
