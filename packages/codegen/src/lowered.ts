import { cheapUpTo, regExpOf } from '@cc-gateway/openapi';
import { ContractError, type Json } from '@cc-gateway/spec';
import { bytesMark } from './direction.ts';
import { BoundedPattern, Reference } from './literal.ts';
import { targetIn } from './target.ts';

/** Says of schemas what validators need, in the form that the rules of `runtime/keywords.ts` read. */
export interface Lowering {
  /** A schema of the document as it is shipped. Throws ContractError, with `place`, at what no rule can decide. */
  lower: (schema: Json, place: string) => Json;
  /** The rules in use: by keyword, the name of the rule. */
  rules: Map<string, string>;
  /** The types that schemas name. */
  types: Set<string>;
  /** What references lead to, by their pointers. */
  targets: Map<string, Json>;
}

const bounds: Record<string, [number, number]> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const knownTypes = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Keywords that decide nothing. */
const annotations = new Set(
  (
    'title description example examples default deprecated externalDocs xml discriminator readOnly writeOnly format ' +
    'contentMediaType contentEncoding contentSchema $comment $id $schema $anchor $dynamicAnchor $vocabulary $defs ' +
    'definitions nullable then else minContains maxContains'
  ).split(' '),
);

/** Keywords that are shipped as they stand. */
const asTheyStand = new Set(
  (
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems minProperties ' +
    'maxProperties dependentRequired'
  ).split(' '),
);
/** Rules that decide more than another of the same keyword. */
const wider = new Set(['enumOfAny', 'anyType']);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** What lowers the schemas of one document. */
export function loweringOf(document: Json): Lowering {
  const rules = new Map<string, string>();
  const types = new Set<string>();
  const targets = new Map<string, Json>();
  const known = new WeakMap<object>();
  // Where nobody asks which members are decided, those that are open decide nothing.
  const hasLeftovers = mentions(document, 'unevaluatedProperties');

  const lower = (schema: Json, place: string): Json => {
    if (schema === true || schema === undefined) return {};
    if (schema === false) return use('not', {});
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      throw new ContractError(`${place}: ${JSON.stringify(schema)} is no schema. Expected an object or a boolean.`);
    }
    if (schema[bytesMark]) return schema[bytesMark] === 'argument' ? use('bytes', true) : {};
    if (!known.has(schema)) known.set(schema, loweredObject(schema, place));
    return known.get(schema);
  };

  const use = (keyword: string, wanted: Json, rule = keyword): Json => {
    if (!wider.has(rules.get(keyword)!)) rules.set(keyword, rule);
    return { [keyword]: wanted };
  };

  const mapped = (schemas: Json, place: string): Json =>
    Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, lower(each, `${place}/${name}`)]));

  function loweredObject(schema: Json, place: string): Json {
    const found: Json = {};
    const all: Json[] = [];
    for (const [keyword, value] of Object.entries<Json>(schema)) {
      if (annotations.has(keyword) || keyword.startsWith('x-') || value === undefined) continue;
      const at = `${place}/${keyword}`;
      const refuse = (why: string): never => {
        throw new ContractError(`${at}: ${why}`);
      };
      if (asTheyStand.has(keyword)) Object.assign(found, use(keyword, value));
      else if (lists.has(keyword)) {
        if (!Array.isArray(value)) refuse('expected a list of schemas.');
        const schemas = value.map((each: Json, index: number) => lower(each, `${at}/${index}`));
        if (keyword === 'allOf') all.push(...schemas);
        else Object.assign(found, use(keyword, schemas));
      } else if (keyword === 'type') {
        const wanted: Json[] = [value].flat();
        const odd = wanted.find((type) => !knownTypes.has(type));
        if (odd !== undefined) refuse(`${JSON.stringify(odd)} is no type of JSON Schema.`);
        for (const type of wanted) types.add(type);
        const one = wanted.length === 1;
        Object.assign(found, use('type', one ? wanted[0] : wanted, one ? 'type' : 'anyType'));
      } else if (keyword === 'enum' || keyword === 'const') {
        const values: Json[] = keyword === 'const' ? [value] : value;
        const isDeep = values.some((each) => typeof each === 'object' && each !== null);
        const wanted = use('enum', values, isDeep ? 'enumOfAny' : 'enumOfAtoms');
        if (found.enum) all.push(wanted);
        else Object.assign(found, wanted);
      } else if (keyword === 'pattern') Object.assign(found, use('pattern', patternOf(value, at, true)));
      else if (keyword === 'uniqueItems') Object.assign(found, value === true && use('uniqueItems', true));
      else if (keyword === 'items') {
        Object.assign(found, use('items', [lower(value, at), schema.prefixItems?.length ?? 0]));
      } else if (keyword === 'contains') {
        const { minContains = 1, maxContains = null } = schema;
        Object.assign(found, use('contains', [lower(value, at), minContains, maxContains]));
      } else if (keyword === 'properties') Object.assign(found, use('properties', mapped(value, at)));
      else if (keyword === 'required') {
        if (!Array.isArray(value)) refuse('expected a list of names.');
        Object.assign(found, value.length > 0 && use('required', value));
      } else if (keyword === 'patternProperties') {
        const entries = Object.entries(value).flatMap(([name, each]) =>
          namedBy(name, at, lower(each, `${at}/${name}`)),
        );
        Object.assign(found, use('patternProperties', entries));
      } else if (keyword === 'additionalProperties') {
        const isAnything = value === true || (typeof value === 'object' && isOpen(value));
        Object.assign(
          found,
          (!isAnything || hasLeftovers) && use('additionalProperties', value === false ? false : lower(value, at)),
        );
      } else if (keyword === 'propertyNames' || keyword === 'not') Object.assign(found, use(keyword, lower(value, at)));
      else if (keyword === 'dependentSchemas') Object.assign(found, use(keyword, mapped(value, at)));
      else if (keyword === 'if') {
        const branches = [value, schema.then, schema.else].map((each) => lower(each, at));
        Object.assign(found, use('if', branches, 'conditional'));
      } else if (keyword === '$ref') Object.assign(found, use('$ref', new Reference(targetOf(value, at)), 'reference'));
      else if (keyword === 'unevaluatedProperties') {
        Object.assign(found, use(keyword, value === false ? false : lower(value, at)));
      } else if (keyword === 'unevaluatedItems') {
        if (inPlace.some((other) => schema[other] !== undefined)) refuse('it cannot be decided beside other schemas.');
        if (schema.items === undefined) {
          Object.assign(found, use('items', [lower(value, at), schema.prefixItems?.length ?? 0]));
        }
      } else refuse('this keyword is not known. Expected one of JSON Schema 2020-12, or one that begins with x-.');
    }
    const limits = bounds[schema.format];
    if (limits) {
      const [least, most] = limits;
      if (!(found.minimum > least)) Object.assign(found, use('minimum', least));
      if (!(found.maximum < most)) Object.assign(found, use('maximum', most));
    }
    if (all.length === 0) return found;
    return (!hasLeftovers && joined([found, ...all])) || { ...found, ...use('allOf', all) };
  }

  /** The pointer of what a reference leads to, which is lowered too. */
  function targetOf(reference: Json, place: string): string {
    if (typeof reference !== 'string' || !reference.startsWith('#')) {
      throw new ContractError(`${place}: ${JSON.stringify(reference)} leads out of the document.`);
    }
    if (!targets.has(reference)) {
      targets.set(reference, {});
      targets.set(reference, lower(targetIn(document, reference, place), reference));
    }
    return reference;
  }

  const inPlace = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'contains', 'dependentSchemas'];

  return { lower, rules, types, targets };
}

/** One schema in place of several that all hold, where they do no more than name the members of an object. */
function joined(schemas: Json[]): Json | undefined {
  const names = new Set<string>();
  const properties = new Map<string, Json>();
  for (const { type = 'object', required = [], properties: own = {}, ...others } of schemas) {
    if (type !== 'object' || Object.keys(others).length > 0) return undefined;
    for (const name of required) names.add(name);
    for (const [name, each] of Object.entries<Json>(own)) {
      const known = properties.get(name);
      if (isOpen(each) && known) continue;
      if (known && !isOpen(known)) return undefined;
      properties.set(name, each);
    }
  }
  return {
    ...(schemas.some(({ type }) => type) && { type: 'object' }),
    ...(names.size > 0 && { required: [...names] }),
    ...(properties.size > 0 && { properties: Object.fromEntries(properties) }),
  };
}

const isOpen = (schema: Json): boolean => Object.keys(schema as object).length === 0;

/** Whether an object in a value has a member of a name. */
export function mentions(value: Json, key: string, seen = new WeakSet<object>()): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  return Object.hasOwn(value, key) || Object.values(value).some((inner) => mentions(inner, key, seen));
}

/** A pattern as an expression; what is said of a text that is too long for it to be tried is `isLongTaken`. */
function patternOf(pattern: Json, place: string, isLongTaken: boolean): RegExp | BoundedPattern {
  try {
    const expression = regExpOf(pattern);
    const most = cheapUpTo(pattern);
    return most === Infinity ? expression : new BoundedPattern(expression, most, isLongTaken);
  } catch {
    throw new ContractError(`${place}: ${JSON.stringify(pattern)} is no regular expression.`);
  }
}

/** The members that a pattern names, and what they keep; of names that are too long for it, nothing is known. */
function namedBy(pattern: string, place: string, wanted: Json): Json[] {
  const names = patternOf(pattern, place, false);
  return [[names, wanted], ...(names instanceof BoundedPattern ? [[names.longer, {}]] : [])];
}
