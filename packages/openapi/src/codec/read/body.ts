import type { Content } from '../../operation.ts';
import { contentFor, essenceOf, formOf, isOfParts, isRange } from '../media.ts';
import { itemEncodingOf } from '../write/writable.ts';
import { decoderOf } from './charset.ts';
import { parsed, textOf } from './content.ts';
import type { Report } from './faults.ts';
import { readForm } from './form.ts';
import { latin1 } from './multipart.ts';
import { readItems, readParts } from './parts.ts';
import { shapeOf, type Shape } from './shape.ts';

/** Reads bodies of one media type, as it was received. */
export interface BodyReader {
  content: Content;
  read: (bytes: Uint8Array, report: Report) => unknown;
  /** Whether no bytes at all are a body: an empty text, an empty file, a form without fields. */
  mayBeEmpty: boolean;
  mayHoldBytes: boolean;
  /** Why its value cannot be held to its schema; undefined where it can. */
  unjudged?: string;
}

/** Prepares the reading of bodies of a content in a media type. */
function bodyReader(content: Content, received: string | undefined): BodyReader {
  const mediaType = received ?? (isRange(content.mediaType) ? 'application/octet-stream' : content.mediaType);
  const shape = shapeOf(content.schema);
  const encodings = content.encoding ?? {};
  if (isOfParts(mediaType) && shape.types.has('array')) {
    const read: BodyReader['read'] = (bytes, report) =>
      readItems(bytes, mediaType, shape, (index) => itemEncodingOf(content, index), report);
    return { content, read, mayBeEmpty: false, mayHoldBytes: true };
  }
  const form = formOf(mediaType);
  const mayBeEmpty = form !== 'json' && form !== 'multipart';
  const mayHoldBytes = form === 'multipart' || form === 'bytes';
  const decode = decoderOf(mediaType);
  const asText =
    (read: (text: string, report: Report) => unknown): BodyReader['read'] =>
    (bytes, report) => {
      const found = decode(bytes);
      if ('text' in found) return read(found.text, report);
      report('', found.fault);
    };
  const reads: Record<typeof form, BodyReader['read']> = {
    json: asText(parsed),
    urlencoded: asText((text, report) => readForm(text, shape, encodings, report)),
    multipart: (bytes, report) => readParts(bytes, mediaType, shape, encodings, report),
    text: asText((text, report) => (isText(shape) ? textOf(text, shape, report) : text)),
    bytes: (bytes) => bytes,
  };
  const isJudged = form === 'bytes' ? shape.isSilent || shape.types.has('string') : form !== 'text' || isText(shape);
  const unjudged = `its schema has no texts, and ${essenceOf(mediaType)} is read as ${form}`;
  return { content, read: reads[form], mayBeEmpty, mayHoldBytes, ...(!isJudged && { unjudged }) };
}

/** Why bodies of a content cannot be held to their schema; undefined where they can, or where that depends on what comes. */
export const unjudgedOf = (content: Content): string | undefined =>
  isRange(content.mediaType) ? undefined : bodyReader(content, undefined).unjudged;

const isText = ({ types }: Shape): boolean => [...types].some((type) => type !== 'array' && type !== 'object');
/** A value as schemas know it: bytes and files are texts, a character for each byte. */
export function asSchemasSee(value: unknown): unknown {
  if (value instanceof Uint8Array) return latin1(value);
  if (typeof value !== 'object' || value === null) return value;
  if ('bytes' in value && value.bytes instanceof Uint8Array) return latin1(value.bytes);
  if (Array.isArray(value)) return value.map(asSchemasSee);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asSchemasSee(each)]));
}

/** Finds the reader of a body by the media type that was received; the first few are remembered. */
export function bodiesOf(contents: readonly Content[]): (received: string | undefined) => BodyReader | undefined {
  const readers = new Map<string | undefined, BodyReader | undefined>();
  return (received) => {
    if (readers.has(received)) return readers.get(received);
    const content = received === undefined ? contents[0] : contentFor(contents, received);
    const reader = content && bodyReader(content, received);
    // A boundary is another each time.
    if (readers.size < 8 && !received?.includes('boundary')) readers.set(received, reader);
    return reader;
  };
}
