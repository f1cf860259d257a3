import type { Json } from './document.ts';
import type { Content, Operation } from './operation.ts';

const known = new WeakMap<object>();

/** Keywords whose values are no schemas. */
const data = new Set(['const', 'enum', 'default', 'example', 'examples']);

/** Keywords whose values are schemas by names; a member may have the name of any keyword. */
const maps = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas']);

/** Whether a document is of OpenAPI 3.0, whose schemas have words of their own. */
export const isOld = (document: Json): boolean => String(document?.openapi).startsWith('3.0');

/** A schema of OpenAPI 3.0 in the words of 2020-12: `nullable`, and bounds that are flags. The same for the same object. */
export function modernised(schema: Json): Json {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(modernised);
  if (!known.has(schema)) known.set(schema, asModern(inNewWords(schema)));
  return known.get(schema);
}

/** Has a schema taken for one in the words of 2020-12, whatever it holds; it may hold itself. */
export function asModern(schema: Json): Json {
  known.set(schema, schema);
  return schema;
}

function part(key: string, value: Json): Json {
  if (data.has(key) || key.startsWith('x-')) return value;
  if (!maps.has(key) || typeof value !== 'object' || value === null) return modernised(value);
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, modernised(schema)]));
}

/** An operation of 3.0 as 3.1 says it: schemas in the words of 2020-12, and no body where 3.0 has it ignored. */
export const modernisedOperation = ({ body, ...operation }: Operation): Operation => ({
  ...operation,
  parameters: operation.parameters.map(withSchema),
  ...(body &&
    !/^(GET|HEAD)$/.test(operation.method) && {
      body: { ...body, contents: body.contents.map(withSchema).map(withoutStyles) },
    }),
  answers: operation.answers.map((answer) => ({
    ...answer,
    contents: answer.contents.map(withSchema),
    headers: answer.headers.map(withSchema),
  })),
});

/** Styles of members mean something in forms that are no parts alone. */
function withoutStyles({ encoding, ...content }: Content): Content {
  if (!encoding || content.mediaType.startsWith('application/x-www-form-urlencoded')) {
    return { ...content, ...(encoding && { encoding }) };
  }
  const plain = Object.entries(encoding).map(([name, each]) => {
    const { style: _, explode: __, allowReserved: ___, ...rest } = each ?? {};
    return [name, rest];
  });
  return { ...content, encoding: Object.fromEntries(plain) as Record<string, Json> };
}

const withSchema = <T extends { schema: Json }>(holder: T): T => ({ ...holder, schema: modernised(holder.schema) });

function inNewWords(schema: Json): Json {
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries<Json>(schema).map(([key, value]) => [key, part(key, value)]),
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
