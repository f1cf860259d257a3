import type { Content, Operation, Parameter, SecurityScheme } from '@cc-gateway/spec';
import { essence, isJson } from './seen.ts';
import type { Target } from './wire/target.ts';
import type { Wire } from './wire/request.ts';

/** The values of a request, by their names on the wire. */
export interface Values {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  cookie: Record<string, unknown>;
  body?: unknown;
}

/** The media type in which an operation's body is sent; JSON where there is a choice. */
export const contentOf = ({ body }: Operation): Content | undefined =>
  body?.contents.find(({ mediaType }) => isJson(mediaType)) ??
  body?.contents.find(({ mediaType }) => mediaType.includes('*')) ??
  body?.contents[0];

/** Whether requests of an operation can be built: it has no body, or one in JSON or as a form. */
export function isBuildable(operation: Operation): boolean {
  const content = contentOf(operation);
  return !content || isJson(content.mediaType) || content.mediaType.includes('*') || isForm(content.mediaType);
}

const isForm = (mediaType: string): boolean => essence(mediaType) === 'application/x-www-form-urlencoded';

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
    ...operation.parameters
      .filter(isSentHeader)
      .flatMap((parameter): [string, string][] =>
        values.header[parameter.name] === undefined ? [] : [[parameter.name, textOf(values.header[parameter.name])]],
      ),
  ];
  const cookies = Object.entries(values.cookie).map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`);
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  const wire: Wire = {
    method: operation.method,
    target: targetOf(target, operation, values),
    version: '1.1',
    headers,
    framing: 'length',
  };
  const content = contentOf(operation);
  if (content && values.body !== undefined) {
    const isText = isForm(content.mediaType);
    wire.body = Buffer.from(isText ? formOf(values.body) : JSON.stringify(values.body));
    const mediaType = content.mediaType.includes('*') ? 'application/json' : content.mediaType;
    headers.push(['Content-Type', isText || /charset/i.test(mediaType) ? mediaType : `${mediaType}; charset=UTF-8`]);
  }
  return session === undefined ? wire : withSession(wire, operation, session);
}

const isSentHeader = (parameter: Parameter): boolean =>
  parameter.in === 'header' && !['content-type', 'accept', 'authorization'].includes(parameter.name.toLowerCase());

/** The request target for the path and the query of `values`. `encode` writes a value into the path. */
export function targetOf(
  target: Target,
  { path, parameters }: Operation,
  values: Values,
  encode: (text: string) => string = encodeURIComponent,
): string {
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => encode(textOf(values.path[name])));
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && values.query[parameter.name] !== undefined)
    .flatMap(({ name }) =>
      [values.query[name]].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`),
    );
  return `${target.prefix}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** `wire` with a key in the place of the operation's first security alternative. */
export function withSession(wire: Wire, operation: Operation, key: string): Wire {
  const headers = [...wire.headers];
  let { target } = wire;
  for (const scheme of operation.security[0] ?? []) {
    const [place, name, value] = placed(scheme, key);
    if (place === 'query')
      target += `${target.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
    else headers.push(place === 'cookie' ? ['Cookie', `${name}=${value}`] : [name, value]);
  }
  return { ...wire, target, headers };
}

/** The header that carries the session; undefined where it goes elsewhere. */
export const sessionHeader = ({ security }: Operation): string | undefined => {
  const [place, name] = security[0]?.[0] ? placed(security[0][0], '') : [];
  return place === 'header' ? name : undefined;
};

function placed(
  { type, in: place = 'header', name = 'Authorization', ...rest }: SecurityScheme,
  key: string,
): [string, string, string] {
  if (type === 'apiKey') return [place, name, key];
  const isBasic = (rest as { httpScheme?: string }).httpScheme === 'basic' || key.includes(':');
  return ['header', 'Authorization', isBasic ? `Basic ${Buffer.from(key).toString('base64')}` : `Bearer ${key}`];
}

/** Whether an operation can be called only with a session. */
export const needsSession = ({ security }: Operation): boolean =>
  security.length > 0 && security.every((schemes) => schemes.length > 0);

/** A value as it is written into a path, a query or a header. */
export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(textOf).join(',')
      : (JSON.stringify(value) ?? '');

const formOf = (body: unknown): string =>
  new URLSearchParams(
    Object.entries(body as object).map(([name, value]): [string, string] => [name, textOf(value)]),
  ).toString();
