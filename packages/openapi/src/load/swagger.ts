import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';

/** A document of Swagger 2.0 as one of OpenAPI 3.0; the given one is left as it is. Throws DocumentError. */
export async function converted(document: Json, name: string): Promise<Json> {
  // Loaded on demand: few documents are that old.
  const { upgradeFromTwoToThree } = await import('@scalar/openapi-upgrader/2.0-to-3.0');
  try {
    const found: Json = upgradeFromTwoToThree(structuredClone(document));
    return { ...found, openapi: '3.0.4' };
  } catch (cause) {
    const why = (cause as Error).message.split('\n', 1)[0]!;
    throw new DocumentError(`${name} is a Swagger 2.0 document that cannot be converted: ${why}.`, { cause });
  }
}
