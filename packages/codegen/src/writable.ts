import { styles } from '@cc-gateway/openapi/codec';
import { ContractError, type Content, type Json, type Operation, type Parameter } from '@cc-gateway/spec';
import { requestContent } from './arguments.ts';
import { requestSchema } from './direction.ts';
import { formOf, isRange } from './media.ts';

/** Headers that a fetch writes itself, and that a document may describe; those of the connection are never read as parameters. */
const ofTransport = new Set(['cookie', 'expect', 'proxy-authorization']);

/** Throws ContractError where no request of an operation could be written as the document wants it. */
export function checkWritable(operation: Operation): void {
  const { id, method, pointer, parameters, unread, body } = operation;
  const refuse = (what: string, expected: string): never => {
    throw new ContractError(`${id}: ${what} (${pointer}). Expected ${expected}.`);
  };
  if (unread.length > 0) refuse(`no request can be written with ${unread.join(', ')}`, 'parameters that can be');
  if (/^(CONNECT|TRACE|TRACK)$/i.test(method)) refuse(`fetch does not send ${method}`, 'another method');
  if (body && /^(GET|HEAD)$/i.test(method)) {
    refuse(`fetch sends no body with ${method}`, 'another method, or no requestBody');
  }
  for (const parameter of parameters) {
    const fault = faultOf(parameter);
    if (fault) refuse(`the ${parameter.in} parameter ${JSON.stringify(parameter.name)} ${fault[0]}`, fault[1]);
  }
  const isWhole = parameters.some(({ in: place }) => place === 'querystring');
  if (isWhole && (parameters.some(({ in: place }) => place === 'query') || hasKeyInQuery(operation))) {
    refuse('the whole query is one parameter, and others go into it too', 'one or the others');
  }
  const headers = parameters.filter(({ in: place }) => place === 'header').map(({ name }) => name.toLowerCase());
  const twice = headers.find((name, index) => headers.indexOf(name) !== index);
  if (twice !== undefined) refuse(`the header ${JSON.stringify(twice)} stands twice`, 'one, in whatever case');
  const content = requestContent(operation);
  if (!content) {
    if (body?.required) refuse('it requires a body and names no media type for it', 'requestBody.content');
    return;
  }
  const { mediaType, encoding } = content;
  if (isRange(mediaType) && mediaType !== '*/*') refuse(`the body is of ${mediaType}`, 'one media type');
  if (mediaType.startsWith('multipart/') && formOf(content) !== 'multipart') {
    refuse(`the body is of ${mediaType}`, 'multipart/form-data, the one form of several parts that is written');
  }
  for (const [name, { headers: partHeaders, style, explode, contentType }] of Object.entries<Json>(encoding ?? {})) {
    if (partHeaders) refuse(`the part ${JSON.stringify(name)} has headers`, 'none beside its Content-Type');
    if (style && !styles.query.includes(style))
      refuse(`the member ${JSON.stringify(name)} has style ${style}`, 'a style of queries');
    if (formOf(content) === 'multipart' && style !== undefined && !isPartByItself(content, name, style, explode)) {
      refuse(`the part ${JSON.stringify(name)} is written in a style`, 'a contentType');
    }
    if (/^(?!application\/json|text\/plain).*\/.*(xml|yaml)/.test(contentType ?? '')) {
      refuse(`the part ${JSON.stringify(name)} is of ${contentType}`, 'JSON, text or bytes');
    }
  }
}

const hasKeyInQuery = ({ security }: Operation): boolean =>
  security.flat().some(({ type, in: place }) => type === 'apiKey' && place === 'query');

/** Whether a style changes nothing: an atom is itself, and a list is a part for each of its items. */
function isPartByItself(content: Content, name: string, style: string, explode?: boolean): boolean {
  const types = typesOf(requestSchema(content.schema)?.properties?.[name]);
  return !types.includes('object') && (!types.includes('array') || (style === 'form' && explode !== false));
}

/** Why no value of a parameter can be written as the document wants it, and what is expected. */
function faultOf({ name, in: place, style, explode, mediaType, schema }: Parameter): [string, string] | undefined {
  if (place === 'header' && ofTransport.has(name.toLowerCase())) return ['is the transport’s to set', 'another header'];
  if (place === 'header' && !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return ['has no name of a header', 'a token of HTTP'];
  if (mediaType !== undefined) {
    const form = formOf({ mediaType, schema });
    if (form === 'urlencoded' && place === 'querystring') return undefined;
    return form === 'json' || form === 'text' ? undefined : [`is of ${mediaType}`, 'JSON or text'];
  }
  if (place === 'querystring') return ['has no content', 'the media type in which the whole query is written'];
  if (!styles[place].includes(style)) return [`has the style ${style}`, styles[place].join(', ')];
  const types = typesOf(schema);
  const isStructured = !types.some((type) => type !== 'array' && type !== 'object');
  if (style === 'deepObject' && !types.includes('object')) return ['is no object, in style deepObject', 'an object'];
  if (style.endsWith('Delimited')) {
    if (explode) return [`has the style ${style}, which has no exploded form`, 'explode: false, or style form'];
    if (!types.includes('array') && !types.includes('object')) return [`is no list, in style ${style}`, 'a list'];
  }
  if (place === 'cookie' && style === 'form' && explode && isStructured)
    return ['is a list or an object, exploded', 'explode: false'];
  return undefined;
}

const everyType = ['array', 'object', 'string', 'number', 'integer', 'boolean', 'null'];

/** The types that values of a schema may have. */
export function typesOf(schema: Json, depth = 0): string[] {
  if (typeof schema !== 'object' || schema === null || depth > 8 || schema.$ref) return everyType;
  const only = (allowed: string[]) => (type: string) => allowed.includes(type);
  const anyOf = (parts: Json[]): string[] => parts.flatMap((part) => typesOf(part, depth + 1));
  let types = everyType;
  if (schema.type) types = types.filter(only([schema.type].flat()));
  if (schema.enum) types = types.filter(only(schema.enum.flatMap(typeNames)));
  if (schema.const !== undefined) types = types.filter(only(typeNames(schema.const)));
  for (const parts of [schema.anyOf, schema.oneOf]) if (Array.isArray(parts)) types = types.filter(only(anyOf(parts)));
  for (const part of schema.allOf ?? []) types = types.filter(only(typesOf(part, depth + 1)));
  return types;
}

const typeNames = (value: unknown): string[] => {
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return ['number', 'integer'];
  return [value === null ? 'null' : typeof value];
};
