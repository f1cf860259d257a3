import type { Json } from '../json.ts';
import { discriminators, extended } from '../link/marks.ts';
import { put } from '../link/put.ts';
import { patternOf } from '../patterns/pattern.ts';
import type { Direction } from '../schema/hidden.ts';
import { valuesOf } from '../schema/branches.ts';
import { hiddenBy } from '../schema/hidden.ts';
import { heightOf, shallowestType, typesIn } from './height.ts';
import { joined } from './joined.ts';
import { numberOf } from './numbers.ts';
import { stringsOf } from './strings.ts';

/** How a value is made. */
export interface Way {
  direction?: Direction | undefined;
  /** Whether examples and defaults of the document stand for values. */
  hasExamples: boolean;
  /** Whether members that may be left out are there, near the top. */
  isFull: boolean;
  /** Whether a schema that others extend is one of those, which its discriminator names. */
  isSubtype: boolean;
  /** Which of several values: of a list, a branch, a text. */
  variant: number;
}

/** No value of a schema can be made; the message says why, and what it is about is the schema. */
export class NoSample extends Error {
  override name = 'NoSample';
  readonly schema: Json;
  constructor(why: string, schema: Json) {
    super(why);
    this.schema = schema;
  }
}

const mostItems = 1_000;
const deepest = 200;
/** Below that many levels the value that ends first is taken. */
const shallow = 3;

/** A value that likely keeps a schema. Throws NoSample. */
export function generated(given: Json, way: Way, depth = 0): unknown {
  if (given === false) throw new NoSample('nothing keeps the schema false', given);
  if (typeof given !== 'object' || given === null) return {};
  if (depth > deepest || heightOf(given) === Infinity) throw new NoSample('it needs itself without end', given);
  const known = way.hasExamples ? examplesIn(given) : [];
  if (known.length > 0) return known[way.variant % known.length];
  const chosen = way.isSubtype ? subtypeOf(given, way.variant) : given;
  const schema = flattened(chosen, way, depth);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) {
    if (schema.enum.length === 0) throw new NoSample('its lists of values have none in common', given);
    return schema.enum[way.variant % schema.enum.length];
  }
  const types = typesIn(schema);
  const type = depth > shallow ? shallowestType(schema) : (types.find((each) => each !== 'null') ?? types[0]);
  switch (type) {
    case 'string': {
      const texts = stringsOf(schema, way.variant);
      if (texts.length === 0) throw new NoSample('no text is made that long', given);
      return texts[way.variant % texts.length];
    }
    case 'integer':
    case 'number': {
      const number = numberOf(schema, type === 'integer', way.variant);
      if (number === undefined) throw new NoSample('its bounds leave no number', given);
      return number;
    }
    case 'boolean':
      return way.variant % 2 === 0;
    case 'array':
      return listOf(schema, way, depth);
    case 'object':
      return objectOf(schema, chosen, way, depth);
    case undefined:
      throw new NoSample('its types have none in common', given);
    default:
      return null;
  }
}

/** The examples and the default of a schema, and of what it is made of. */
function examplesIn(schema: Json): unknown[] {
  const own = [
    ...(Array.isArray(schema.examples) ? schema.examples : []),
    ...(schema.example === undefined ? [] : [schema.example]),
    ...(schema.default === undefined ? [] : [schema.default]),
  ];
  if (own.length > 0 || !Array.isArray(schema.allOf) || schema.allOf.length !== 1) return own;
  return typeof schema.allOf[0] === 'object' ? examplesIn(schema.allOf[0]) : [];
}

/** One of the schemas that extend a schema, told apart as its discriminator has it; where there is none, the schema itself. */
function subtypeOf(schema: Json, variant: number): Json {
  const { propertyName, mapping } = discriminators.get(schema) ?? {};
  const named = [...(mapping ?? [])].filter(([, type]) => extended.get(Object(type))?.has(schema));
  if (propertyName === undefined || named.length === 0) return schema;
  const [value, type] = named[variant % named.length]!;
  return joined(type, { properties: { [propertyName]: { const: value } } });
}

/** A schema with its parts, and one branch of each choice, in one. */
function flattened(given: Json, way: Way, depth: number): Json {
  let schema = given;
  for (let round = 0; round < 50; round += 1) {
    const { allOf, anyOf, oneOf, ...own } = schema;
    if (!allOf && !anyOf && !oneOf) return schema;
    const parts: Json[] = [
      ...(allOf ?? []),
      ...[anyOf, oneOf].filter(Boolean).map((branches: Json[]) => branchOf(branches, given, way, depth)),
    ];
    schema = parts.reduce(joined, own);
    if (schema === false) throw new NoSample('nothing keeps the schema false', given);
  }
  throw new NoSample('its parts are nested too deeply', given);
}

/** One of several branches: in the deep the one that ends first. */
function branchOf(branches: Json[], schema: Json, way: Way, depth: number): Json {
  const possible = branches.filter((branch) => heightOf(branch) < Infinity && branch !== false);
  if (possible.length === 0) throw new NoSample('it needs itself without end', schema);
  const isNull = (branch: Json): boolean => [branch?.type].flat().includes('null');
  const rank = (branch: Json): number => 2 * heightOf(branch) + Number(isNull(branch));
  const named = possible.filter((branch) => !isNull(branch));
  const usable = named.length > 0 ? named : possible;
  const chosen =
    depth > shallow
      ? possible.toSorted((left, right) => rank(left) - rank(right))[0]
      : usable[way.variant % usable.length];
  const discriminator = discriminators.get(schema);
  const [value] = discriminator ? valuesOf(chosen, discriminator) : [];
  if (value === undefined) return chosen;
  return joined(chosen, { properties: { [discriminator!.propertyName]: { const: value } } });
}

function listOf(schema: Json, way: Way, depth: number): unknown[] {
  const { prefixItems = [], items = true, contains, minItems = 0, maxItems = Infinity, uniqueItems } = schema;
  if (minItems > mostItems) throw new NoSample(`no list of ${minItems} is made`, schema);
  const isShort = heightOf(items) === Infinity || depth > shallow || items === false;
  const wanted = Math.min(maxItems, Math.max(minItems, contains ? (schema.minContains ?? 1) : 0, isShort ? 0 : 1));
  const list: unknown[] = [];
  const texts = new Set<string>();
  for (let variant = way.variant; list.length < wanted && variant < way.variant + 20 * (wanted + 1); variant += 1) {
    const index = list.length;
    const part =
      prefixItems[index] ?? (contains && index < (schema.minContains ?? 1) ? joined(items, contains) : items);
    const value = generated(part, { ...way, variant: uniqueItems ? variant : way.variant }, depth + 1);
    const text = JSON.stringify(value);
    if (uniqueItems && texts.has(text)) continue;
    texts.add(text);
    list.push(value);
  }
  return list;
}

function objectOf(schema: Json, given: Json, way: Way, depth: number): Json {
  const { properties = {}, required = [], additionalProperties = true, patternProperties = {} } = schema;
  const hidden = hiddenBy(given, way.direction);
  const optional = way.isFull && depth < 2 ? Object.keys(properties).filter((name) => usable(properties[name])) : [];
  const names = new Set<string>([...required, ...optional].filter((name) => !hidden.has(name)));
  for (const name of names) for (const other of schema.dependentRequired?.[name] ?? []) names.add(other);
  const made: Json = {};
  const add = (name: string, part: Json, mayBeLeftOut = false): void => {
    const value = generated(part, way, depth + 1);
    if (!mayBeLeftOut || !isEmpty(value)) put(made, name, value);
  };
  const isDemanded = new Set([...required, ...Object.values<string[]>(schema.dependentRequired ?? {}).flat()]);
  for (const name of names) {
    const part = Object.hasOwn(properties, name) ? properties[name] : otherOf(schema, name);
    add(name, part, !isDemanded.has(name));
  }
  const { minProperties = 0 } = schema;
  for (const name of Object.keys(properties)) {
    if (Object.keys(made).length < minProperties && usable(properties[name])) add(name, properties[name]);
  }
  const [[pattern, patterned] = []] = Object.entries<Json>(patternProperties);
  for (let count = 0; Object.keys(made).length < minProperties && count < mostItems; count += 1) {
    const isPlain = pattern === undefined || (additionalProperties !== false && !schema.propertyNames);
    const named = pattern === undefined ? (schema.propertyNames ?? {}) : { pattern };
    const [name] = isPlain && !schema.propertyNames ? [`name${count || ''}`] : stringsOf(named, count);
    if (name !== undefined) add(name, isPlain ? additionalProperties : patterned);
  }
  return made;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const usable = (schema: Json): boolean => heightOf(schema) < 8 && schema !== false;

const otherOf = ({ patternProperties = {}, additionalProperties = true }: Json, name: string): Json => {
  const found = Object.entries<Json>(patternProperties).find(([pattern]) => patternOf(pattern).test(name));
  return found?.[1] ?? (additionalProperties === false ? true : additionalProperties);
};
