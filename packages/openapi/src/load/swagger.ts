import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { explicit, isForm, operationsIn } from './explicit.ts';

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

/** A form with fields that are required is required itself; a list of required fields that is empty is none. */
function settleForms(document: Json): void {
  const shared = Object.values<Json>(Object(document.components?.requestBodies));
  for (const body of [...operationsIn(document).map(({ requestBody }) => requestBody), ...shared]) {
    for (const [mediaType, { schema }] of Object.entries<Json>(Object(body?.content))) {
      if (!isForm(mediaType) || !Array.isArray(schema?.required)) continue;
      if (schema.required.length === 0) delete schema.required;
      else body.required ??= true;
    }
  }
}
