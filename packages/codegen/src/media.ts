import { essenceOf, formOf as formOfType, isJson, isRange, type Form } from '@cc-gateway/openapi/codec';
import type { Content } from '@cc-gateway/spec';

export { isJson, isRange, type Form };

/** How the body of a content is written or read. */
export function formOf({ mediaType, schema }: Pick<Content, 'mediaType' | 'schema'>): Form {
  // Whatever comes or goes: structured values are JSON there.
  const isStructured = typeof schema === 'object' && schema.type !== 'string' && Object.keys(schema).length > 0;
  return essenceOf(mediaType) === '*/*' && isStructured ? 'json' : formOfType(mediaType);
}

/** The content of several that is taken: JSON where it is offered, else what can be written flat, else the first. */
export const preferred = (contents: Content[]): Content | undefined =>
  contents.find((content) => isJson(content.mediaType)) ??
  contents.find((content) => ['json', 'urlencoded', 'multipart'].includes(formOf(content))) ??
  contents[0];
