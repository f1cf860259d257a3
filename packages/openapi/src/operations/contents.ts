import { isJson } from '../codec/media.ts';
import type { Json } from '../json.ts';
import type { Content, Example, Header } from '../operation.ts';
import { pick } from '../pick.ts';

/** The bodies under `content`, by media types. In forms of 3.0 that are parts, styles of members mean nothing (`isOld`). */
export const readContents = (content: Json, isOld = false): Content[] =>
  Object.entries<Json>(Object(content)).map(([mediaType, source]) => {
    const { schema, itemSchema, encoding, prefixEncoding, itemEncoding } = Object(source);
    const known: Json = schema ?? (itemSchema === undefined ? true : { type: 'array', items: itemSchema });
    return {
      mediaType,
      schema: known,
      examples: readExamples(source).map((example) => ({
        ...example,
        value: exampleValue(example.value, mediaType, known),
      })),
      ...(Array.isArray(prefixEncoding) && { prefixEncoding }),
      ...(itemEncoding && { itemEncoding }),
      ...(encoding && { encoding: isOld ? withoutStyles(mediaType, encoding) : encoding }),
    };
  });

/** What an example says: where the schema of JSON has no texts, a text is that JSON as it goes over the wire, which OpenAPI allows. */
export function exampleValue(value: Json, mediaType: string, schema: Json): Json {
  if (typeof value !== 'string' || !isJson(mediaType) || !['object', 'array'].includes(schema?.type)) return value;
  try {
    const parsed: Json = JSON.parse(value);
    return typeof parsed === 'object' ? parsed : value;
  } catch {
    return value;
  }
}

/** The named examples of a holder, and the one without a name as `example`. */
export function readExamples(holder: Json): Example[] {
  const { example, examples } = Object(holder);
  return [
    ...Object.entries<Json>(Array.isArray(examples) ? {} : Object(examples)).map(([name, entry]) => ({
      name,
      ...pick(entry, 'summary'),
      value: entry?.value ?? entry?.dataValue ?? entry?.serializedValue,
    })),
    ...(example === undefined ? [] : [{ name: 'example', value: example }]),
  ];
}

/** The headers of an answer. `Content-Type` is none of them: OpenAPI leaves it to the content. */
export const readHeaders = (headers: Json): Header[] =>
  Object.entries<Json>(Object(headers))
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => {
      const [mediaType, content] = Object.entries<Json>(Object(header?.content))[0] ?? [];
      return {
        name,
        required: header?.required === true,
        schema: header?.schema ?? content?.schema ?? true,
        explode: header?.explode === true,
        ...(mediaType !== undefined && { mediaType }),
      };
    });

function withoutStyles(mediaType: string, encoding: Record<string, Json>): Record<string, Json> {
  if (mediaType.startsWith('application/x-www-form-urlencoded')) return encoding;
  return Object.fromEntries(
    Object.entries(encoding).map(([name, each]) => {
      const { style: _, explode: __, allowReserved: ___, ...rest } = Object(each);
      return [name, rest];
    }),
  );
}
