import { tolerantSchema, type Contract, type Json } from '@cc-gateway/spec';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { essence, isJson, type Seen } from '../seen.ts';
import { schemasOf, type Schemas } from './schema.ts';

/** A way in which a body breaks its schema: the rule that names it, and what was seen. */
export interface SchemaError {
  rule: string;
  says: string;
}

const known = new WeakMap<Contract, Schemas>();
const tolerant = new WeakMap<object>();
const judged = new WeakMap<Seen, SchemaError[]>();

/** The schemas of a contract, compiled once. */
export function schemasFor(contract: Contract): Schemas {
  let schemas = known.get(contract);
  if (!schemas) known.set(contract, (schemas = schemasOf(contract)));
  return schemas;
}

/** Each way in which the body of a documented answer breaks its schema. What the document tolerates is told apart. */
export function schemaErrors(seen: Seen): SchemaError[] {
  if (!judged.has(seen)) judged.set(seen, errorsOf(seen));
  return judged.get(seen)!;
}

function errorsOf({ contract, documented, json, answer }: Seen): SchemaError[] {
  if (!json?.isJson || !documented) return [];
  const type = answer?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const content =
    documented.contents.find(({ mediaType }) => essence(mediaType) === essence(type)) ??
    documented.contents.find(({ mediaType }) => isJson(mediaType));
  if (!content) return [];
  const schemas = schemasFor(contract);
  const schema = readable(content.schema);
  const strict = schemas.compiled(content.schema);
  if (strict(json.value)) return [];
  const strictErrors = strict.errors ?? [];
  const check = schemas.compiled(schema);
  if (check(json.value))
    return strictErrors.slice(0, 3).map((error) => ({ rule: 'envelope/tolerated', says: says(error) }));
  if (isEncodedTwice(json.value))
    return [{ rule: 'envelope/encoded-twice', says: 'the body is a string that holds JSON' }];
  return (check.errors ?? []).slice(0, 5).map((error) => ({ rule: ruleOf(error), says: says(error) }));
}

/** The schema as a reader of answers meets it: tolerated deviations allowed, what only requests carry left out. */
function readable(schema: Json): Json {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (!tolerant.has(schema)) tolerant.set(schema, tolerantSchema(schema));
  return tolerant.get(schema);
}

const rules: Record<string, string> = {
  required: 'envelope/missing-member',
  type: 'envelope/type',
  additionalProperties: 'envelope/closed',
  unevaluatedProperties: 'envelope/closed',
  anyOf: 'envelope/type',
};

const ruleOf = ({ keyword }: ErrorObject): string => rules[keyword] ?? 'envelope/value';

const says = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || 'the body'} ${message ?? 'breaks the schema'}${'additionalProperty' in params ? `: ${JSON.stringify(params.additionalProperty)}` : ''}`;

function isEncodedTwice(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}
