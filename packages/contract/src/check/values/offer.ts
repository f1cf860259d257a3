import type { Json, Parameter } from '@cc-gateway/spec';
import { viewOf } from './merged.ts';
import type { Schemas } from './schema.ts';

const separators: Record<string, string> = { spaceDelimited: ' ', pipeDelimited: '|' };

/**
 * What a user wrote, as the schema's type: a text where a text keeps the schema, else the JSON that it is. The members of a
 * list may stand as JSON, or with what its style puts between them. A number in a parameter stays as it was written.
 */
export function readOffer(schemas: Schemas, schema: Json, text: string, parameter?: Parameter): unknown {
  const view = viewOf(schemas, schema);
  const types = new Set<unknown>([view?.type ?? 'string'].flat());
  if (types.has('string')) return text;
  const json = readJson(text);
  if (parameter && typeof json === 'number' && String(json) !== text) return text;
  if (!types.has('array') || Array.isArray(json)) return json ?? text;
  const separator = separators[parameter?.style ?? ''] ?? ',';
  return text.split(separator).map((member) => readOffer(schemas, view.items ?? true, member.trim(), parameter));
}

/** The value of a JSON text; undefined where it is none. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
