import type { Json } from '../../json.ts';

export type Type = 'array' | 'object' | 'string' | 'number' | 'boolean' | 'null';

/** What a schema tells of the values that it takes, as far as it decides how their text is read. */
export interface Shape {
  /** The types that it allows; all of them where it is silent. */
  readonly types: ReadonlySet<Type>;
  /** Whether it says anything of types. */
  readonly isSilent: boolean;
  /** The values that it lists, where it does. */
  readonly listed: readonly Json[] | undefined;
  /** Whether texts of it are bytes: `format: binary`, or a media type of their own. */
  readonly isBytes: boolean;
  /** The members that it names. */
  readonly names: readonly string[];
  /** Whether it takes members that it does not name. */
  readonly isOpen: boolean;
  /** Its alternatives, each with all that holds beside them; none where it has none. */
  readonly branches: readonly Shape[];
  property(name: string): Shape;
  item(index: number): Shape;
  readonly schema: Json;
}

/** Items of a list beyond these have one shape. */
const mostItems = 256;
/** Parts of a schema that are looked at: more, in each other, would never end. Then it is taken for silent. */
const mostParts = 10_000;

const every: readonly Type[] = ['array', 'object', 'string', 'number', 'boolean', 'null'];
const known = new WeakMap<object, Shape>();

/** The shape of a schema whose references are replaced by what they lead to; circles do no harm. */
export function shapeOf(schema: Json): Shape {
  if (typeof schema !== 'object' || schema === null) return silent;
  let shape = known.get(schema);
  if (!shape) known.set(schema, (shape = read(schema)));
  return shape;
}

/** What is made of a schema's parts for one question is not asked twice. */
const lazily = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
};

function read(schema: Json): Shape {
  const types = typesOf(schema);
  const alternatives = [schema.oneOf, schema.anyOf].find((parts) => Array.isArray(parts) && parts.length > 0) ?? [];
  const { oneOf: _, anyOf: __, ...rest } = schema;
  let branches: Shape[] | undefined;
  let names: Set<string> | undefined;
  let list: string[] | undefined;
  // Names that come with requests are not remembered.
  const named = lazily((name: string) => shapeOf(partsOf(schema, (part) => propertyOf(part, name))));
  const others = (): Shape => shapeOf(partsOf(schema, otherPropertyOf));
  let other: Shape | undefined;
  const item = lazily((index: number) => shapeOf(partsOf(schema, (part) => part.prefixItems?.[index] ?? part.items)));
  return {
    schema,
    types: types ?? new Set(every),
    isSilent: types === undefined,
    listed: schema.const === undefined ? (Array.isArray(schema.enum) ? schema.enum : undefined) : [schema.const],
    isBytes: isBytes(schema),
    get names() {
      return (list ??= [...(names ??= namesOf(schema, new Set()))]);
    },
    isOpen: schema.additionalProperties !== false,
    get branches() {
      return (branches ??= alternatives.map((part: Json) => shapeOf({ allOf: [rest, part] })));
    },
    property: (name) => ((names ??= namesOf(schema, new Set())).has(name) ? named(name) : (other ??= others())),
    item: (index) => item(Math.min(index, mostItems)),
  };
}

const silent: Shape = {
  schema: true,
  types: new Set(every),
  isSilent: true,
  listed: undefined,
  isBytes: false,
  names: [],
  isOpen: true,
  branches: [],
  property: () => silent,
  item: () => silent,
};

const isBytes = (schema: Json): boolean =>
  schema.format === 'binary' || (schema.contentMediaType !== undefined && schema.contentEncoding === undefined);

const typeOf = (value: Json): Type =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : (typeof value as Type);

/** The types that values of a schema may have; undefined where it says nothing of them. */
function typesOf(schema: Json, within = new Set<Json>(), budget = { left: mostParts }): Set<Type> | undefined {
  if (typeof schema !== 'object' || schema === null || within.has(schema) || budget.left-- <= 0) return undefined;
  const inner = new Set(within).add(schema);
  let types: Set<Type> | undefined;
  const keep = (allowed: Iterable<Type> | undefined): void => {
    if (allowed === undefined) return;
    const set = new Set(allowed);
    types = types === undefined ? set : new Set([...types].filter((type) => set.has(type)));
  };
  if (schema.type !== undefined) {
    keep([schema.type].flat().map((type: string) => (type === 'integer' ? 'number' : (type as Type))));
  }
  if (Array.isArray(schema.enum)) keep(schema.enum.map(typeOf));
  if (schema.const !== undefined) keep([typeOf(schema.const)]);
  for (const parts of [schema.anyOf, schema.oneOf]) {
    if (!Array.isArray(parts)) continue;
    const found = parts.map((part) => typesOf(part, inner, budget));
    if (!found.includes(undefined)) keep(found.flatMap((each) => [...each!]));
  }
  for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) keep(typesOf(part, inner, budget));
  // What speaks of members alone is meant for what has members.
  if (types === undefined && schema.properties !== undefined) return new Set(['object']);
  return types;
}

/** What the parts of a schema say of one place in its values, as a schema: all that holds together, and its alternatives. */
function partsOf(
  schema: Json,
  find: (part: Json) => Json,
  within = new Set<Json>(),
  budget = { left: mostParts },
): Json {
  if (typeof schema !== 'object' || schema === null || within.has(schema) || budget.left-- <= 0) return true;
  const inner = new Set(within).add(schema);
  const together = [find(schema)];
  for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) together.push(partsOf(part, find, inner, budget));
  for (const parts of [schema.anyOf, schema.oneOf]) {
    if (!Array.isArray(parts)) continue;
    const found = parts.map((part) => partsOf(part, find, inner, budget));
    if (found.every((each) => typeof each === 'object')) together.push({ anyOf: found });
    else if (found.some((each) => typeof each === 'object'))
      together.push({ anyOf: found.filter((each) => typeof each === 'object') });
  }
  const said = together.filter((each) => typeof each === 'object' && each !== null);
  return said.length === 0 ? true : said.length === 1 ? said[0] : { allOf: said };
}

function propertyOf(schema: Json, name: string): Json {
  const { properties } = schema;
  const isNamed = typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name);
  return isNamed ? properties[name] : otherPropertyOf(schema);
}

// Which pattern a name fits is the engine's to say: where there are any, the schema is taken for silent.
const otherPropertyOf = ({ patternProperties, additionalProperties }: Json): Json =>
  patternProperties === undefined ? additionalProperties : undefined;

function namesOf(schema: Json, seen: Set<Json>): Set<string> {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return new Set();
  seen.add(schema);
  const parts: Json[] = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  return new Set([...Object.keys(Object(schema.properties)), ...parts.flatMap((part) => [...namesOf(part, seen)])]);
}
