import { evaluate, isExpression, type Contract, type Json, type Operation } from '@cc-gateway/spec';
import { contentOf, type Values } from './build.ts';
import type { Level } from './level.ts';
import { membersOf } from './offerable.ts';
import { samplesOf } from './values/arbitrary.ts';
import type { Schemas } from './values/schema.ts';

/** The values that the probes of an operation start from. */
export interface Base {
  values: Values;
  /** Required names for which the user offers no value, and the level allows no other. */
  missing: string[];
}

/** Finds values: what the user offers, then what the level allows. `safe` takes made-up values alone. */
export function baseOf(
  schemas: Schemas,
  operation: Operation,
  level: Level,
  offered: Record<string, string>,
  seed: number,
): Base {
  const values: Values = { path: {}, query: {}, header: {}, cookie: {} };
  const missing: string[] = [];
  for (const { name, in: place, required, schema, example } of operation.parameters) {
    const own = level === 'safe' ? undefined : offered[name];
    if (own !== undefined) values[place][name] = read(schemas, schema, own);
    else if (required && level === 'effects') missing.push(name);
    else if (required || (example !== undefined && level === 'full')) {
      values[place][name] = level === 'full' && example !== undefined ? example : madeUp(schemas, schema, seed);
    }
  }
  const content = contentOf(operation);
  if (content && (operation.body?.required || level !== 'effects')) {
    const schema = requestSchema(schemas, content.schema);
    const start = bodyStart(schemas, schema, content.examples[0]?.value, level, seed);
    values.body = withOffers(schemas, schema, start, level, offered, missing);
  }
  return { values, missing };
}

function bodyStart(schemas: Schemas, schema: Json, example: Json, level: Level, seed: number): Json {
  if (level === 'effects' && schema?.properties) return {};
  if (level === 'full') {
    const given = example ?? schema?.example ?? schema?.examples?.[0];
    if (given !== undefined) return structuredClone(given);
  }
  return madeUp(schemas, schema, seed);
}

function withOffers(
  schemas: Schemas,
  schema: Json,
  body: Json,
  level: Level,
  offered: Record<string, string>,
  missing: string[],
): Json {
  if (level === 'safe' || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  for (const [name, property] of Object.entries<Json>(membersOf(schemas, schema))) {
    if (offered[name] !== undefined) body[name] = read(schemas, property, offered[name]);
    else if (level === 'effects' && schema?.required?.includes(name)) missing.push(name);
  }
  return body;
}

/** The schema of a body as a request carries it: without what only answers carry. */
export function requestSchema(schemas: Schemas, given: Json): Json {
  const schema = schemas.plain(given);
  if (!schema?.properties) return given;
  const own = Object.entries<Json>(schema.properties).filter(
    ([, property]) => schemas.plain(property)?.readOnly !== true,
  );
  if (own.length === Object.keys(schema.properties).length) return schema;
  const names = new Set(own.map(([name]) => name));
  const required = schema.required?.filter((name: string) => names.has(name));
  return { ...schema, properties: Object.fromEntries(own), ...(required && { required }) };
}

/** A value that keeps a schema and that nobody has: the same for the same seed. */
export function madeUp(schemas: Schemas, schema: Json, seed: number): unknown {
  const plain = schemas.plain(schema);
  if (Array.isArray(plain?.enum)) return plain.enum[0];
  const found = samplesOf(schemas, schema, seed, 12);
  return found.find((value) => value !== '' && value !== null) ?? found[0] ?? 'unknown';
}

/** What a user wrote, as the schema's type. */
function read(schemas: Schemas, schema: Json, text: string): unknown {
  const types: unknown[] = [schemas.plain(schema)?.type ?? 'string'].flat();
  if (types.includes('string')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The session that the document's own examples belong to: the row that the precondition on the session's header finds. */
export function exampleSession(contract: Contract, operation: Operation): string | undefined {
  const header = operation.security[0]?.[0]?.name;
  const line = operation.preconditions.find(({ key }) => {
    if (header === undefined || !isExpression(key)) return false;
    return evaluate(key, { request: { path: {}, query: {}, headers: { [header.toLowerCase()]: header } } }) === header;
  });
  const table = contract.tables.find(({ name }) => name === line?.row);
  return table?.examples[0] && String(table.examples[0][table.key]);
}
