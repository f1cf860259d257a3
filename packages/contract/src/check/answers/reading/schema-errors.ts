import type { Violation } from '@cc-gateway/openapi';
import { tolerantSchema, type Content, type Json } from '@cc-gateway/spec';
import { essence, isJson, type Seen } from './observed.ts';
import { viewOf } from '../../values/merged.ts';
import { answerSchema, isMarked } from '../../values/request-schema.ts';
import { schemasOf, type Schemas } from '../../values/schema.ts';
import { demanded } from '../../values/shown.ts';

/** A way in which a body breaks its schema: the rule that names it, and what was seen. */
export interface SchemaError {
  rule: string;
  says: string;
}

const judged = new WeakMap<Seen, SchemaError[]>();

/** Each way in which the body of a documented answer breaks its schema. What the document tolerates is told apart. */
export function schemaErrors(seen: Seen): SchemaError[] {
  if (!judged.has(seen)) judged.set(seen, errorsOf(seen));
  return judged.get(seen)!;
}

/** What the document says of the body of an answer that is JSON. */
export function contentOf({ documented, json, answer }: Seen): Content | undefined {
  if (!json?.isJson || !documented) return undefined;
  const type = answer?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return (
    documented.contents.find(({ mediaType }) => essence(mediaType) === essence(type)) ??
    documented.contents.find(({ mediaType }) => isJson(mediaType))
  );
}

function errorsOf(seen: Seen): SchemaError[] {
  const { contract, json } = seen;
  const content = contentOf(seen);
  if (!json || !content) return [];
  const schemas = schemasOf(contract);
  const secrets = requestMembers(schemas, content.schema, json.value).map((at) => ({
    rule: 'envelope/value',
    says: `${at} is there, which only requests carry (writeOnly)`,
  }));
  return [...secrets, ...brokenParts(schemas, content, json.value)];
}

function brokenParts(schemas: Schemas, content: Content, value: unknown): SchemaError[] {
  const { schema: documented } = content;
  const own = answerSchema(schemas, documented);
  const strictErrors = schemas.violations(own, value);
  if (strictErrors.length === 0) return [];
  const errors = schemas.violations(answerSchema(schemas, tolerantSchema(documented)), value);
  if (errors.length === 0)
    return strictErrors.slice(0, 3).map((error) => ({ rule: 'envelope/tolerated', says: says(error) }));
  if (isEncodedTwice(value)) return [{ rule: 'envelope/encoded-twice', says: 'the body is a string that holds JSON' }];
  return errors.slice(0, 5).flatMap((error): SchemaError[] => {
    const part = demanded(schemas, content, value, error.pointer);
    // What else the document demands is found where it stands.
    if (part !== undefined && part !== 'part') return [];
    return [{ rule: part ? 'document/example' : ruleOf(error), says: says(error) }];
  });
}

const deepest = 8;

/** The members of an answer that only requests carry, each with its place. */
function requestMembers(schemas: Schemas, given: Json, value: Json, at = '', depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  const { properties = {}, items } = Object(viewOf(schemas, given, value));
  return Object.entries<Json>(value).flatMap(([name, member]) => {
    const schema = Array.isArray(value) ? items : Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema === undefined) return [];
    const own = isMarked(schema, 'writeOnly') ? [`${at}/${name}`] : [];
    return [...own, ...requestMembers(schemas, schema, member, `${at}/${name}`, depth + 1)];
  });
}

const rules: Record<string, string> = {
  required: 'envelope/missing-member',
  type: 'envelope/type',
  additionalProperties: 'envelope/closed',
  unevaluatedProperties: 'envelope/closed',
  anyOf: 'envelope/type',
};

const ruleOf = ({ keyword }: Violation): string => rules[keyword] ?? 'envelope/value';

const says = ({ pointer, message, params }: Violation): string =>
  `${pointer || 'the body'} ${message}${'additionalProperty' in params ? `: ${JSON.stringify(params.additionalProperty)}` : ''}`;

function isEncodedTwice(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}
