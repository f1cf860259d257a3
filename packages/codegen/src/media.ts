import type { Content } from '@cc-gateway/spec';

/** How a body of a media type is written or read. */
export type Form = 'json' | 'urlencoded' | 'multipart' | 'text' | 'bytes';

/** Whether a media type is JSON: `application/json` or a `+json` type. */
export const isJson = (mediaType: string): boolean => /^[\w.+-]+\/([\w.+-]+\+)?json\s*(;|$)/i.test(mediaType);

/** Whether a media type stands for several: `*` as it is, or `image/*`. */
export const isRange = (mediaType: string): boolean => mediaType.includes('*');

/** How the body of a content is written or read. */
export function formOf({ mediaType, schema }: Pick<Content, 'mediaType' | 'schema'>): Form {
  const essence = mediaType.split(';', 1)[0]!.trim().toLowerCase();
  if (isJson(essence)) return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'urlencoded';
  if (essence === 'multipart/form-data') return 'multipart';
  if (/^text\/|^application\/(.*\+)?(xml|yaml|javascript|x-yaml)$/.test(essence)) return 'text';
  // Whatever comes or goes: structured values are JSON there.
  if (essence === '*/*' && typeof schema === 'object' && schema.type !== 'string' && Object.keys(schema).length > 0)
    return 'json';
  return 'bytes';
}

/** The content of several that is taken: JSON where it is offered, else what can be written flat, else the first. */
export const preferred = (contents: Content[]): Content | undefined =>
  contents.find((content) => isJson(content.mediaType)) ??
  contents.find((content) => ['json', 'urlencoded', 'multipart'].includes(formOf(content))) ??
  contents[0];
