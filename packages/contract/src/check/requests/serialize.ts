import { credentialOf, encodedTemplate, formOf, withFiles, writeBody } from '@cc-gateway/openapi/codec';
import type { Content, Operation, Parameter, SecurityScheme } from '@cc-gateway/spec';
import { essence, isJson } from '../answers/reading/observed.ts';
import { written } from './style.ts';
import type { Target } from '../wire/target.ts';
import { withCookie, withQuery, type Wire } from '../wire/request.ts';

/** The values of a request, by their names on the wire. */
export interface Values {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  cookie: Record<string, unknown>;
  querystring: Record<string, unknown>;
  body?: unknown;
}

/** The media type in which an operation's body is sent; JSON where there is a choice, then a form. */
export const contentOf = ({ body }: Operation): Content | undefined =>
  body?.contents.find(({ mediaType }) => isJson(mediaType)) ??
  body?.contents.find(isSentAsJson) ??
  body?.contents.find(isForm) ??
  body?.contents[0];

/** Whether a body of this media type is sent as JSON: it is JSON, or anything. */
export const isSentAsJson = ({ mediaType }: Content): boolean =>
  isJson(mediaType) || ['*/*', 'application/*'].includes(essence(mediaType));

/** Whether a body of this media type is sent as a form, of fields or of parts. */
export const isForm = ({ mediaType }: Content): boolean => ['urlencoded', 'multipart'].includes(formOf(mediaType));

/** Whether any text is a body of this media type. */
export const isText = ({ mediaType }: Content): boolean =>
  ['text/plain', 'application/octet-stream'].includes(essence(mediaType));

/** Why no request of an operation can be built; undefined where one can: it has no body, or one in JSON, as a form or as text. */
export function unbuildable(operation: Operation): string | undefined {
  const content = contentOf(operation);
  if (content && ![isSentAsJson, isForm, isText].some((is) => is(content)))
    return `bodies of ${content.mediaType} are not generated`;
  return operation.unread.length > 0 ? `${operation.unread.join(', ')}: not known here` : undefined;
}

/** The request that carries `values`. */
export function wireOf(target: Target, operation: Operation, values: Values, session?: string): Wire {
  const accepted = [
    ...new Set(operation.answers.flatMap(({ contents }) => contents.map(({ mediaType }) => essence(mediaType)))),
  ];
  const headers: [string, string][] = [
    ['Host', target.authority],
    ['User-Agent', 'cc-gateway-contract'],
    ['Accept', accepted.length > 0 ? accepted.join(', ') : '*/*'],
    ['Accept-Encoding', 'identity'],
    ...partsIn(operation, values, 'header'),
  ];
  const cookies = partsIn(operation, values, 'cookie').map(([, text]) => text);
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  const wire: Wire = {
    method: operation.method,
    target: targetOf(target, operation, values),
    version: '1.1',
    headers,
    framing: 'length',
  };
  const content = contentOf(operation);
  const body = content && values.body !== undefined ? bodyOf(content, values.body) : undefined;
  if (body) {
    wire.body = Buffer.from(body.content as string);
    headers.push(['Content-Type', body.type]);
  }
  return session === undefined ? wire : withSession(wire, operation, session);
}

/** The parameters of one place that have a value, as they are written. */
const partsIn = ({ parameters }: Operation, values: Values, place: Parameter['in']): [name: string, text: string][] =>
  parameters.flatMap((parameter): [string, string][] => {
    const text = parameter.in === place ? written(parameter, values[place][parameter.name]) : undefined;
    return text === undefined ? [] : [[parameter.name, text]];
  });

/** The request target for the path and the query of `values`. `spell` puts what is written into the path in other words. */
export function targetOf(
  target: Target,
  operation: Operation,
  values: Values,
  spell: (text: string) => string = (text) => text,
): string {
  const filled = encodedTemplate(operation.path).replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
    return spell((parameter && written(parameter, values.path[name])) ?? '');
  });
  const query = (['query', 'querystring'] as const).flatMap((place) =>
    partsIn(operation, values, place).map(([, text]) => text),
  );
  return `${target.prefix}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** The path of `values`, without the query, with every letter and digit of a value percent-encoded. */
export const encodedPath = (target: Target, operation: Operation, values: Values): string =>
  targetOf(target, operation, { ...values, query: {} }, (text) =>
    text.replaceAll(/%[\dA-F]{2}|[\w~-]/g, (one) =>
      one.length > 1 ? one : `%${one.codePointAt(0)!.toString(16).toUpperCase()}`,
    ),
  );

/**
 * The schemes for which keys are sent: those of the first alternative that one key satisfies. Where each needs several, the
 * key stands in every place of the first. A certificate is none.
 */
export function keySchemes({ security }: Operation): SecurityScheme[] {
  const alternatives = security.map((schemes) => apart(schemes.filter(hasKey)));
  return (
    alternatives.find((schemes, index) => schemes.length === 1 && security[index]!.length === 1) ??
    alternatives.find((schemes) => schemes.length > 0) ??
    []
  );
}

/** `wire` with a key in the place that the document gives it. */
export function withSession(wire: Wire, operation: Operation, key: string): Wire {
  return keySchemes(operation).reduce((sent, scheme) => {
    const [place, name, value] = placed(scheme, key);
    if (place === 'cookie') return withCookie(sent, `${name}=${value}`);
    if (place === 'header') return Object.assign({}, sent, { headers: [...sent.headers, [name, value]] });
    return withQuery(sent, `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  }, wire);
}

/** The header that carries the session; undefined where it goes elsewhere. */
export const sessionHeader = (operation: Operation): string | undefined => {
  const [scheme] = keySchemes(operation);
  const [place, name] = scheme ? placed(scheme, '') : [];
  return place === 'header' ? name : undefined;
};

/** Schemes without those whose keys stand where another one's does: only one of them can be there. */
const apart = (schemes: SecurityScheme[]): SecurityScheme[] => {
  const places = schemes.map((scheme) => placed(scheme, '').slice(0, 2).join(' ').toLowerCase());
  return schemes.filter((_, at) => places.indexOf(places[at]!) === at);
};

/** Where a scheme wants a key, under which name, and in which form. */
export function placed(scheme: SecurityScheme, key: string): [place: string, name: string, value: string] {
  const credential = credentialOf(scheme) ?? { http: 'Bearer' };
  if (!('http' in credential)) return [credential.in, credential.name, key];
  const text = credential.http === 'Basic' ? Buffer.from(key).toString('base64') : key;
  return ['header', 'Authorization', `${credential.http} ${text}`];
}

/** Makes a key of a word: Basic credentials are a user and a password, with a colon between (RFC 7617, section 2). */
export const credentialsFor = (operation: Operation): ((word: string) => string) =>
  keySchemes(operation).some(({ type, httpScheme }) => type === 'http' && httpScheme === 'basic')
    ? (word) => `${word}:made-up`
    : (word) => word;

/** Whether an operation can be called only with a session. A certificate is none: it is the connection's, not the request's. */
export const needsSession = ({ security }: Operation): boolean =>
  security.length > 0 && security.every((schemes) => schemes.some(hasKey));

/** Whether a scheme has a key that a request carries. */
export const hasKey = ({ type }: SecurityScheme): boolean => type !== 'mutualTLS';

/** A value as text: the members of a list are separated by commas. */
export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(textOf).join(',')
      : (JSON.stringify(value) ?? '');

/** Whether each member of a form can be written. */
export const isWritable = (content: Content, body: unknown): boolean => unwritable(content, body).length === 0;

/** The members of a form that have no form there. */
const unwritable = (content: Content, body: unknown): string[] =>
  Object.entries(Object(body))
    .filter(([name, value]) => writeBody(content, withFiles(content, { [name]: value })) === undefined)
    .map(([name]) => name);

/** A body as its content has it; of a form, the members that have a form there. The same each time. */
function bodyOf(content: Content, body: unknown): ReturnType<typeof writeBody> {
  const mediaType = isSentAsJson(content) && content.mediaType.includes('*') ? 'application/json' : undefined;
  if (!isForm(content)) return writeBody(content, body, { mediaType });
  const left = new Set(unwritable(content, body));
  const members = Object.entries(Object(body)).filter(([name]) => !left.has(name));
  return writeBody(content, withFiles(content, Object.fromEntries(members)), { boundary: 'cc-gateway-contract' });
}
