import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Contract, Json } from '@cc-gateway/spec';

/** The schemas of one contract, as JSON Schema 2020-12. */
export interface Schemas {
  /** Whether `value` keeps `schema`. */
  accepts(schema: Json, value: unknown): boolean;
  /** The compiled schema; its `errors` tell where the last value broke it. */
  compiled(schema: Json): ValidateFunction;
  /** `schema` with a reference at its top, and the spellings of OpenAPI 3.0, replaced. */
  plain(schema: Json): Json;
}

/** Prepares the schemas of a contract. A schema that cannot be compiled accepts everything. */
export function schemasOf(contract: Contract): Schemas {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, logger: false });
  formats.default(ajv);
  const isOld = String(contract.document.openapi).startsWith('3.0');
  const modern = new WeakMap<object>();
  const known = new WeakMap<object, ValidateFunction>();
  const components = isOld ? modernised(contract.document.components) : contract.document.components;

  const modernise = (schema: Json): Json => {
    if (!isOld || typeof schema !== 'object' || schema === null) return schema;
    if (!modern.has(schema)) modern.set(schema, modernised(schema));
    return modern.get(schema);
  };
  const compiled = (schema: Json): ValidateFunction => {
    if (typeof schema !== 'object' || schema === null) return ajv.compile(schema);
    let check = known.get(schema);
    if (!check) known.set(schema, (check = compile(modernise(schema))));
    return check;
  };
  const compile = (schema: Json): ValidateFunction => {
    try {
      return ajv.compile({ ...schema, components });
    } catch {
      return ajv.compile(true);
    }
  };
  return {
    compiled,
    accepts: (schema, value) => compiled(schema)(value),
    plain: (schema) => resolved(contract.document, modernise(schema)),
  };
}

function resolved(document: Json, schema: Json): Json {
  if (typeof schema?.$ref !== 'string' || !schema.$ref.startsWith('#/')) return schema;
  const keys: string[] = schema.$ref.slice(2).split('/');
  return keys.reduce(
    (at: Json, key) => at?.[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
}

/** A schema of OpenAPI 3.0 in the words of 2020-12: `nullable`, and bounds that are flags. */
function modernised(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(modernised);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, modernised(value)]),
  );
  if (rest.exclusiveMinimum === true) Object.assign(rest, { exclusiveMinimum: rest.minimum, minimum: undefined });
  if (rest.exclusiveMaximum === true) Object.assign(rest, { exclusiveMaximum: rest.maximum, maximum: undefined });
  for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) if (typeof rest[key] === 'boolean') delete rest[key];
  for (const key of ['minimum', 'maximum']) if (rest[key] === undefined) delete rest[key];
  if (nullable !== true) return rest;
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
  if (typeof rest.type === 'string') return { ...rest, type: [rest.type, 'null'] };
  return rest.type ? rest : { anyOf: [rest, { type: 'null' }] };
}
