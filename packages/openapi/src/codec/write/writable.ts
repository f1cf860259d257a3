import type { Content, Operation, Parameter } from '../../operation.ts';
import type { Json } from '../../json.ts';
import { formOf, isJson, isOfParts, isRange, parameterOf } from '../media.ts';
import { pointerTo } from '../request.ts';
import type { Body, Encoding } from './bodies.ts';
import type { Parameter as Styled } from './styles.ts';

/** The styles that a place has, by OpenAPI 3.2. */
export const styles: Record<Parameter['in'], string[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  querystring: [],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** Headers that OpenAPI leaves to other parts of a document: parameters of these names are none. */
const ignored = new Set(['accept', 'content-type', 'authorization']);

/** The parameters of an operation that a request has, those of its path first. */
export const parametersOf = ({ parameters }: Pick<Operation, 'parameters'>): Parameter[] =>
  parameters
    .filter(({ name, in: place }) => place !== 'header' || !ignored.has(name.toLowerCase()))
    .toSorted((a, b) => Number(b.in === 'path') - Number(a.in === 'path'));

/** What of a parameter decides how it is written. */
export type Described = Pick<Parameter, 'name' | 'in' | 'style' | 'explode' | 'allowReserved' | 'mediaType'>;

/** A parameter as it is written, called by its place and name. */
export const styledOf = ({ name, in: place, style, explode, allowReserved, mediaType }: Described): Styled => ({
  name,
  as: pointerTo(place, name),
  in: place,
  ...(mediaType === undefined ? { style, explode } : { content: contentForm(mediaType) }),
  ...(allowReserved && { allowReserved }),
});

const contentForm = (mediaType: string): 'json' | 'text' | 'form' => {
  const form = formOf(mediaType);
  return form === 'json' ? 'json' : form === 'urlencoded' ? 'form' : 'text';
};

/** Why no value of a parameter can be written as the document wants it; undefined where some can. */
export function flawOf({ name, in: place, style, explode, mediaType }: Described): string | undefined {
  if ((place === 'header' || style === 'cookie') && !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    return `has no name that a ${place} can have`;
  }
  if (mediaType !== undefined) {
    const form = formOf(mediaType);
    if (form === 'json' || form === 'text' || (form === 'urlencoded' && place === 'querystring')) return undefined;
    return `is of ${mediaType}, which has no text`;
  }
  if (!styles[place].includes(style))
    return `has the style ${style}; ${place} has ${styles[place].join(', ') || 'none'}`;
  return explode && style.endsWith('Delimited') ? `has the style ${style}, which has no exploded form` : undefined;
}

/**
 * A template's path as a request carries it: what no path holds is percent-encoded, but for the braces of its names. A fragment,
 * by which some documents tell operations of one path apart, never goes over the wire.
 */
export const encodedPath = (path: string): string =>
  path
    .replace(/#[^{}]*$/, '')
    .replaceAll(/\{[^{}]+\}|[^\w\-.~!$&'()*+,;=:@/%{}]/gu, (part) =>
      part.startsWith('{') ? part : encodeURIComponent(part),
    );

/** How a body of one media type is written. A text is why it is not. */
export function bodyOf(content: Content, mediaType: string, boundary?: string): Body | string {
  const { encoding = {} } = content;
  if (isRange(mediaType)) return `is of ${mediaType}, which is no single media type`;
  const form = formOf(mediaType);
  const isForm = form === 'urlencoded' || form === 'multipart';
  if (isOfParts(mediaType)) {
    const itemEncoding = (index: number): Encoding => encodingFrom(itemEncodingOf(content, index));
    return { type: mediaType, form: 'parts', itemEncoding, ...(boundary !== undefined && { boundary }) };
  }
  const hasCharset = parameterOf(mediaType, 'charset') !== undefined;
  return {
    // Some servers take a body without a charset for one in another encoding.
    type: !hasCharset && (form === 'json' || /^text\//i.test(mediaType)) ? `${mediaType}; charset=UTF-8` : mediaType,
    ...(form !== 'json' && { form: form === 'text' || form === 'bytes' ? 'raw' : form }),
    ...(isForm && { encoding: encodingOf(encoding) }),
    ...(boundary !== undefined && { boundary }),
  };
}

const encodingOf = (encoding: NonNullable<Content['encoding']>): Record<string, Encoding> =>
  Object.fromEntries(Object.entries(encoding).map(([name, each]) => [name, encodingFrom(each)]));

const encodingFrom = ({ contentType, style, explode, allowReserved }: Json): Encoding => ({
  ...(contentType && { type: firstOf(contentType) }),
  ...((style ?? explode ?? allowReserved) !== undefined && { style: style ?? 'form' }),
  ...(explode !== undefined && { explode }),
  ...(allowReserved && { allowReserved }),
});

/** How one part of a body of parts without names is written, where the document says so. */
export const itemEncodingOf = ({ prefixEncoding = [], itemEncoding }: Content, index: number): Json =>
  Object(prefixEncoding[index] ?? itemEncoding);

/** The media type that is written of those that a part may have; undefined where they are all ranges. */
const firstOf = (contentType: string): string | undefined => {
  const all = contentType.split(',').map((each) => each.trim());
  return all.find((each) => !isRange(each)) ?? (all.some((each) => isJson(each)) ? 'application/json' : undefined);
};
