import type { Content } from '../../operation.ts';
import { json, multipart, raw, urlencoded, type WriteBody } from './bodies.ts';
import { cookie, header, path, query, type Written } from './places.ts';
import { parts } from './unnamed.ts';
import { querystring, styledOrWhole } from './querystring.ts';
import type { WriteParameter } from './styles.ts';
import { bodyOf, flawOf, styledOf, type Described } from './writable.ts';

/** What may be told of a body. */
export interface WriteOptions {
  /** The media type, one that the document names or that falls under a range of it; JSON, or else a form, unless told. */
  mediaType?: string | undefined;
  /** What stands between the parts of a form: for requests that are the same each time. Random unless told, and in none of the parts. */
  boundary?: string | undefined;
}

/** Every place of a request. */
export const places = { path, query, querystring, header, cookie };
/** Writes any value in any style; what has no text, such as half of a surrogate pair, is undefined too. */
export const writeText: WriteParameter = (parameter, value) => {
  try {
    return styledOrWhole(parameter, value);
  } catch {
    return undefined;
  }
};

const guarded =
  (write: WriteBody): WriteBody =>
  (body, value) => {
    try {
      return body.form === undefined || isWhole(value) ? write(body, value) : undefined;
    } catch {
      return undefined;
    }
  };

/** Whether no text in a value is cut within a surrogate pair: UTF-8 would have another character for it. */
const isWhole = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
    ? Object.entries(value).every((entry) => entry.every(isWhole))
    : typeof value !== 'string' || !/\p{Surrogate}/u.test(value);

/** Every form of a body. */
export const forms = {
  json: guarded(json),
  urlencoded: guarded(urlencoded),
  multipart: guarded(multipart),
  parts: guarded(parts),
  raw: guarded(raw),
};

/**
 * A value as its parameter carries it: `a=1&a=2` in a query, `.1.2` in a path; the empty text where a list or an object has
 * nothing to write. Undefined where it cannot be written so that every reader reads it alike.
 */
export function writeParameter(parameter: Described, value: unknown): string | undefined {
  const { name, in: place } = parameter;
  if (value === undefined || flawOf(parameter) !== undefined) return undefined;
  const text = writeText(styledOf(parameter), value);
  const empty: Written = { target: place === 'path' ? `/{${name}}` : '/', headers: {} };
  return text === undefined || places[place](empty, name, text) ? undefined : text;
}

/** A value as a body of a content, in its media type or in one that falls under its range; undefined where it has no form there. */
export function writeBody(
  content: Content,
  value: unknown,
  { mediaType = content.mediaType, boundary }: WriteOptions = {},
): { type: string; content: string | Uint8Array } | undefined {
  const body = bodyOf(content, mediaType, boundary);
  return typeof body === 'string' ? undefined : forms[body.form ?? 'json'](body, value);
}
