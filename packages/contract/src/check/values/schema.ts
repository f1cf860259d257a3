import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isOld, modernised, type Contract, type Json } from '@cc-gateway/spec';
import { boundedRegExp } from '../../patterns/engine.ts';
import { selfContained } from './self-contained.ts';

/** The schemas of one contract, as JSON Schema 2020-12. */
export interface Schemas {
  /** Whether `value` keeps `schema`. */
  accepts(schema: Json, value: unknown): boolean;
  /** The compiled schema; its `errors` tell where the last value broke it. */
  compiled(schema: Json): ValidateFunction;
  /** `schema` with a reference at its top, and the spellings of OpenAPI 3.0, replaced. */
  plain(schema: Json): Json;
  /** Whether `schema` can be told from one that accepts everything: its keywords and references are known. */
  isReadable(schema: Json): boolean;
}

/** Prepares the schemas of a contract. A schema that cannot be read accepts everything. */
export function schemasOf(contract: Contract): Schemas {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    multipleOfPrecision: 9,
    logger: false,
    code: { regExp: boundedRegExp },
  });
  formats.default(ajv);
  const old = isOld(contract.document);
  const anything = ajv.compile(true);
  const known = new WeakMap<object, ValidateFunction>();
  const plains = new WeakMap<object>();

  const plain = (schema: Json): Json => {
    if (typeof schema !== 'object' || schema === null) return schema;
    if (!plains.has(schema)) plains.set(schema, resolved(contract.document, old, schema));
    return plains.get(schema);
  };
  const compile = (schema: Json): ValidateFunction => {
    try {
      return ajv.compile(selfContained(schema, plain));
    } catch {
      return anything;
    }
  };
  const compiled = (schema: Json): ValidateFunction => {
    if (schema === false) return ajv.compile(false);
    if (typeof schema !== 'object' || schema === null) return anything;
    let check = known.get(schema);
    if (!check) known.set(schema, (check = compile(schema)));
    return check;
  };
  const accepts = (schema: Json, value: unknown): boolean => {
    try {
      return compiled(schema)(value);
    } catch {
      // A schema that refers to itself and to nothing else never comes to an end.
      known.set(schema, anything);
      return true;
    }
  };
  return {
    compiled,
    plain,
    accepts,
    isReadable(schema) {
      if (typeof schema === 'boolean') return true;
      accepts(schema, null);
      return compiled(schema) !== anything;
    },
  };
}

/** What a reference leads to; itself where it leads nowhere, or in a circle. */
function resolved(document: Json, old: boolean, given: Json): Json {
  let schema = given;
  for (let times = 0; typeof schema?.$ref === 'string'; times += 1) {
    const target = schema.$ref.startsWith('#/') ? at(document, schema.$ref) : undefined;
    if (target === undefined || times > 20) return given;
    const { $ref: _, ...rest } = schema;
    schema = old || typeof target !== 'object' || Object.keys(rest).length === 0 ? target : { ...rest, ...target };
  }
  return old ? modernised(schema) : schema;
}

const at = (document: Json, pointer: string): Json =>
  pointer
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value: Json, key) => value?.[key] ?? value?.[decoded(key)], document);

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
