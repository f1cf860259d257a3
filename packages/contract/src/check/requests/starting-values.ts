import {
  evaluate,
  isExpression,
  type Contract,
  type Json,
  type Operation,
  type Parameter,
  type Precondition,
} from '@cc-gateway/spec';
import { contentOf, isText, keySchemes, type Values } from './serialize.ts';
import type { Level } from './level.ts';
import { isSendable, written } from './style.ts';
import { samplesOf } from '../values/arbitrary.ts';
import { viewOf } from '../values/merged.ts';
import { readOffer } from '../values/offer.ts';
import { requestSchema } from '../values/request-schema.ts';
import type { Schemas } from '../values/schema.ts';

/** The values that the probes of an operation start from. */
export interface Base {
  values: Values;
  /** Required names for which the user offers no value, and the level allows no other. */
  missing: string[];
  /** Required parts for which no value can be made, each with its place. */
  impossible: string[];
}

/**
 * Finds values: what the user offers, then what the level allows. `safe` takes made-up values alone, and `effects`, whose
 * requests are carried out, takes none of them.
 */
export function baseOf(
  schemas: Schemas,
  operation: Operation,
  level: Level,
  set: Record<string, string>,
  seed: number,
): Base {
  // A member may have a name that every object has.
  const offered = Object.assign(Object.create(null), set) as Record<string, string>;
  const values: Values = { path: {}, query: {}, header: {}, cookie: {}, querystring: {} };
  const base: Base = { values, missing: [], impossible: [] };
  for (const parameter of operation.parameters) {
    const { name, in: place, required, schema, example } = parameter;
    const own = level === 'safe' ? undefined : offered[name];
    if (own !== undefined) values[place][name] = readOffer(schemas, schema, own, parameter);
    else if (required && level === 'effects') base.missing.push(name);
    else if (required || (example !== undefined && level === 'full')) {
      const isWritten = (value: unknown): boolean => written(parameter, value) !== undefined;
      const isShown =
        level === 'full' && example !== undefined && isWritten(example) && schemas.accepts(schema, example);
      const value = isShown ? example : madeUpFor(schemas, parameter, seed);
      if (value !== undefined) values[place][name] = value;
      else if (required) base.impossible.push(`${place} ${name}`);
    }
  }
  const content = contentOf(operation);
  if (!content) return base;
  const schema = requestSchema(schemas, content.schema);
  const isOffered = Object.keys(viewOf(schemas, schema)?.properties ?? {}).some((name) => offered[name] !== undefined);
  if (level === 'effects' && !operation.body?.required && !isOffered) return base;
  const made = bodyStart(schemas, schema, content.examples[0]?.value, level, seed);
  const start = isText(content) && level !== 'effects' ? textFrom(schemas, schema, made) : made;
  const body = withOffers(schemas, schema, start, level, offered, base.missing);
  if (body === undefined && level !== 'effects' && operation.body?.required) base.impossible.push('the body');
  if (body !== undefined) values.body = body;
  return base;
}

/** A text for a body that is one: the value that was made, or a word where the schema takes one. */
const textFrom = (schemas: Schemas, schema: Json, made: unknown): unknown =>
  typeof made === 'string' || !schemas.accepts(schema, word) ? made : word;

function bodyStart(schemas: Schemas, schema: Json, example: Json, level: Level, seed: number): Json {
  if (level === 'effects') return {};
  if (level === 'full') {
    const given = example ?? schema?.example ?? schema?.examples?.[0];
    // An example that breaks its own schema is no valid value.
    if (given !== undefined && schemas.accepts(schema, given)) return structuredClone(given);
  }
  return structuredClone(madeUp(schemas, schema, seed));
}

function withOffers(
  schemas: Schemas,
  schema: Json,
  body: Json,
  level: Level,
  offered: Record<string, string>,
  missing: string[],
): Json {
  const { properties, required = [] } = Object(viewOf(schemas, schema, body));
  if (level === 'effects' && !properties) {
    missing.push('the body (it has no members with names)');
    return undefined;
  }
  if (!properties || level === 'safe' || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  for (const [name, property] of Object.entries<Json>(properties)) {
    if (offered[name] !== undefined) body[name] = readOffer(schemas, property, offered[name]);
  }
  if (level !== 'effects') return body;
  missing.push(...required.filter((name: string) => body[name] === undefined));
  if (Object.keys(body).length === 0 && required.length === 0) missing.push('any member of the body');
  return body;
}

/** A text that is easy to read in a report, and nobody's. */
const word = 'made-up';

/** A value that keeps a schema, that nobody has and that says much: the same for the same seed. Undefined where there is none. */
export function madeUp(
  schemas: Schemas,
  schema: Json,
  seed: number,
  isUsable: (value: unknown) => boolean = () => true,
): unknown {
  const listed: unknown = schema?.enum;
  const isWord = !Array.isArray(listed) && schemas.accepts(schema, word) && !schemas.accepts(schema, {});
  if (isWord && isUsable(word)) return word;
  const found = (Array.isArray(listed) ? listed : samplesOf(schemas, schema, seed, 24)).filter(isUsable);
  const full = found.filter((value) => value !== '' && value !== null && weightOf(value) > 0);
  return full.length > 0 ? full.reduce((left, right) => (weightOf(right) > weightOf(left) ? right : left)) : found[0];
}

/** A made-up value that can be written where a parameter is, alike for every reader if there is one. */
export const madeUpFor = (schemas: Schemas, parameter: Parameter, seed: number): unknown =>
  madeUp(schemas, parameter.schema, seed, (value) => isSendable(parameter, value)) ??
  madeUp(schemas, parameter.schema, seed, (value) => written(parameter, value) !== undefined);

/** How many members a value has; 1 where it is none that has members. */
const weightOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : 1;

/** The session that the document's own examples belong to: the row that a precondition on the session's header finds, its own or another operation's. */
export function exampleSession(contract: Contract, operation: Operation): string | undefined {
  const [scheme] = keySchemes(operation);
  const header = scheme?.name;
  const isLookup = ({ key }: Precondition): boolean => {
    if (header === undefined || !isExpression(key)) return false;
    return evaluate(key, { request: { path: {}, query: {}, headers: { [header.toLowerCase()]: header } } }) === header;
  };
  const lineOf = ({ preconditions }: Operation): Precondition | undefined => preconditions.find(isLookup);
  const others = scheme?.session ? contract.operations : [];
  const line = lineOf(operation) ?? lineOf(others.find((each) => lineOf(each) !== undefined) ?? operation);
  const table = contract.tables.find(({ name }) => name === line?.row);
  return table?.examples[0] && String(table.examples[0][table.key]);
}
