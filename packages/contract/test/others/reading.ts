import type { Json, Operation, Parameter } from '@cc-gateway/spec';
import type { Schemas } from '../../src/check/values/schema.ts';

/** A request as it arrived. */
export interface Incoming {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** What a request says, by the names of its parts; or the status with which it is refused, and why. */
export type Read = { values: Record<string, Json>; body: Json } | { status: number; why: string };

const decoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/** Reads and judges a request by the document. `wrong` is the status for values that break it. */
export function readRequest(
  schemas: Schemas,
  operation: Operation,
  request: Incoming,
  names: Record<string, string>,
  wrong: number,
  takesAnyType: boolean,
): Read {
  const values: Record<string, Json> = {};
  try {
    for (const parameter of operation.parameters) {
      const texts = textsOf(parameter, request, names);
      if (texts === undefined) {
        if (parameter.required) return { status: wrong, why: `${parameter.name} is missing` };
        continue;
      }
      const value = valueOf(parameter.schema, texts, parameter);
      if (!schemas.accepts(parameter.schema, value)) return { status: wrong, why: `${parameter.name} is wrong` };
      values[parameter.name] = value;
    }
  } catch {
    return { status: wrong, why: 'an encoding is wrong' };
  }
  const [content] = operation.body?.contents ?? [];
  if (!content) return { values, body: undefined };
  const type = String(request.headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase();
  if (type !== content.mediaType && !takesAnyType) return { status: 415, why: 'the media type is another' };
  let body: Json;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(request.body);
    body = content.mediaType.endsWith('json') ? JSON.parse(text) : formOf(content.schema, text);
  } catch {
    const isDocumented = operation.answers.some(({ status }) => status === '400');
    return { status: isDocumented ? 400 : wrong, why: 'the body cannot be read' };
  }
  return schemas.accepts(content.schema, body) ? { values, body } : { status: wrong, why: 'the body is wrong' };
}

/** The texts of a parameter, one for each member where it is a list. */
function textsOf(
  { name, in: place, style, explode, schema }: Parameter,
  request: Incoming,
  names: Record<string, string>,
) {
  const isList = schema.type === 'array';
  if (place === 'path') return [decodeURIComponent(names[name]!)];
  if (place === 'header') {
    const text = request.headers[name.toLowerCase()];
    return text === undefined ? undefined : [String(text)];
  }
  const pairs = request.query.split('&').map((pair) => pair.split('=') as [string, string?]);
  const raw = pairs.filter(([key]) => decoded(key) === name).map(([, text = '']) => text);
  if (raw.length === 0) return undefined;
  if (!isList || explode) return raw.map(decoded);
  return raw
    .at(-1)!
    .split(style === 'pipeDelimited' ? /\||%7C/i : ',')
    .map(decoded);
}

function valueOf(schema: Json, texts: string[], parameter?: Parameter): Json {
  if (schema.type === 'array') return texts.map((text) => valueOf(schema.items, [text]));
  if (texts.length > 1 && parameter) return texts;
  const [text = ''] = texts;
  const isNumber = ['integer', 'number'].includes(schema.type as string) && /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}

function formOf({ properties }: Json, text: string): Json {
  const pairs = text.split('&').map((pair) => pair.split('=').map(decoded) as [string, string]);
  const names = new Set(pairs.map(([name]) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const texts = pairs.filter(([key]) => key === name).map(([, value]) => value ?? '');
      const isList = properties[name]?.type === 'array';
      return [
        name,
        properties[name] === undefined ? texts[0] : valueOf(properties[name], isList ? texts : [texts.at(-1)!]),
      ];
    }),
  );
}
