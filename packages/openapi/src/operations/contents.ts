import type { Json } from '../json.ts';
import type { Content, Example, Header } from '../operation.ts';
import { pick } from '../pick.ts';

/** The bodies under `content`, by media types. In forms of 3.0 that are parts, styles of members mean nothing (`isOld`). */
export const readContents = (content: Json, isOld = false): Content[] =>
  Object.entries<Json>(Object(content)).map(([mediaType, source]) => {
    const { schema, itemSchema, encoding, prefixEncoding, itemEncoding } = Object(source);
    return {
      mediaType,
      schema: schema ?? (itemSchema === undefined ? true : { type: 'array', items: itemSchema }),
      examples: readExamples(source),
      ...(Array.isArray(prefixEncoding) && { prefixEncoding }),
      ...(itemEncoding && { itemEncoding }),
      ...(encoding && { encoding: isOld ? withoutStyles(mediaType, encoding) : encoding }),
    };
  });

/** The named examples of a holder, and the one without a name as `example`. */
export function readExamples(holder: Json): Example[] {
  const { example, examples } = Object(holder);
  return [
    ...Object.entries<Json>(Array.isArray(examples) ? {} : Object(examples)).map(([name, entry]) => ({
      name,
      ...pick(entry, 'summary'),
      value: entry?.value ?? entry?.dataValue,
    })),
    ...(example === undefined ? [] : [{ name: 'example', value: example }]),
  ];
}

/** The headers of an answer. `Content-Type` is none of them: OpenAPI leaves it to the content. */
export const readHeaders = (headers: Json): Header[] =>
  Object.entries<Json>(Object(headers))
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => ({
      name,
      required: header?.required === true,
      schema: header?.schema ?? Object.values<Json>(Object(header?.content))[0]?.schema ?? true,
    }));

function withoutStyles(mediaType: string, encoding: Record<string, Json>): Record<string, Json> {
  if (mediaType.startsWith('application/x-www-form-urlencoded')) return encoding;
  return Object.fromEntries(
    Object.entries(encoding).map(([name, each]) => {
      const { style: _, explode: __, allowReserved: ___, ...rest } = Object(each);
      return [name, rest];
    }),
  );
}
