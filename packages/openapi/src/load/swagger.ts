import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { explicit, isForm, mayBeEmpty, operationsIn } from './explicit.ts';

/**
 * A document of Swagger 2.0 as one of OpenAPI 3.0; the given one is left as it is. `isRead` tells whether values are read by it.
 * Throws DocumentError.
 */
export async function converted(document: Json, name: string, isRead: boolean): Promise<Json> {
  // Loaded on demand: few documents are that old.
  const { upgradeFromTwoToThree } = await import('@scalar/openapi-upgrader/2.0-to-3.0');
  try {
    const found: Json = upgradeFromTwoToThree(explicit(structuredClone(document), isRead));
    settleForms(found);
    return { ...found, openapi: '3.0.4' };
  } catch (cause) {
    const why = (cause as Error).message.split('\n', 1)[0]!;
    throw new DocumentError(`${name} is a Swagger 2.0 document that cannot be converted: ${why}.`, { cause });
  }
}

/**
 * A form with fields that are required is required itself; a list of required fields that is empty is none. Fields have their
 * examples, and those that may be left empty say so.
 */
function settleForms(document: Json): void {
  const shared = Object.values<Json>(Object(document.components?.requestBodies));
  for (const body of [...operationsIn(document).map(({ requestBody }) => requestBody), ...shared]) {
    for (const [mediaType, { schema }] of Object.entries<Json>(Object(body?.content))) {
      if (!isForm(mediaType) || !Array.isArray(schema?.required)) continue;
      if (schema.required.length === 0) delete schema.required;
      else body.required ??= true;
      for (const [name, field] of Object.entries<Json>(schema.properties)) schema.properties[name] = settled(field);
    }
  }
}

function settled({ 'x-example': example, [mayBeEmpty]: isEmpty, ...field }: Json): Json {
  if (example !== undefined) field.example = example;
  // Lists and files that are empty have forms of their own, and most texts may be empty anyway.
  const isAnyText = field.type === 'string' && !['enum', 'format', 'minLength', 'pattern'].some((key) => key in field);
  if (!isEmpty || isAnyText || field.type === 'array' || field.format === 'binary') return field;
  const { description, ...schema } = field;
  return { ...(description !== undefined && { description }), anyOf: [schema, { type: 'string', enum: [''] }] };
}
