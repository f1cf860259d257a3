import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import type { Schema } from './schema.ts';

/** `format: byte` is how OpenAPI 3.0 writes base64. */
export function encodingOf({ contentEncoding, format }: Json, other: Json): Json {
  const spelled = contentEncoding ?? (format === 'byte' && other.contentEncoding !== undefined ? 'base64' : undefined);
  return typeof spelled === 'string' ? spelled.toLowerCase() : spelled;
}

/** `format: binary` is how OpenAPI 3.0 writes bytes of no other kind. */
export const mediaTypeOf = ({ contentMediaType, format }: Json, other: Json): Json =>
  contentMediaType ??
  (format === 'binary' && other.contentMediaType !== undefined ? 'application/octet-stream' : undefined);

/** XML without what holds anyway: the name of the member, an element that is not wrapped. */
export function xmlOf(xml: Json, node: Schema[number] | undefined): Json {
  if (!isObject(xml)) return {};
  const name = node?.parent?.key === 'properties' ? node.key : undefined;
  const nodeType = xml.nodeType ?? (xml.attribute === true ? 'attribute' : 'element');
  const kept = { ...xml, nodeType, attribute: undefined };
  return Object.fromEntries(
    Object.entries<Json>(kept).filter(
      ([key, value]) =>
        value !== undefined && value !== false && value !== 'element' && !(key === 'name' && value === name),
    ),
  );
}
