import type { Operation } from '../../operation.ts';
import { contentFor, covers, essenceOf, formOf, isRange, parameterOf, preferred } from '../media.ts';
import { pointerTo, type Credentials, type Request, type Values } from '../request.ts';
import { authorize } from './authorize.ts';
import type { Body } from './bodies.ts';
import { encoded } from './charset.ts';
import { explain, sentences } from './explain.ts';
import { mistakes } from './mistakes.ts';
import { forms, places, writeText, type WriteOptions } from './parts.ts';
import { writerOf } from './places.ts';
import { UnwritableError, type Refusal } from './refusal.ts';
import { bodyOf, encodedPath, flawOf, parametersOf, styledOf } from './writable.ts';

/** Writes requests of one operation. Throws UnwritableError. */
export type Writer = (values: Values, credentials?: Credentials, options?: WriteOptions) => Request;

const writeAny = writerOf(writeText, places, forms);

/** Prepares the writing of an operation's requests. */
export function writer(operation: Operation): Writer {
  const all = parametersOf(operation);
  const parameters = all.map(styledOf);
  const template = encodedPath(operation.path);
  const flaws = all.map(flawOf);
  const mistakenOf = mistakes(operation, all);
  const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);

  return (values, credentials = {}, options = {}) => {
    const refusals: Refusal[] = [];
    const valueOf = ({ in: place, name }: (typeof all)[number]): unknown => values[place]?.[name];
    for (const name of names) {
      if (values.path?.[name] === undefined) refusals.push({ pointer: pointerTo('path', name), message: 'is missing' });
    }
    for (const [index, parameter] of all.entries()) {
      const flaw = flaws[index];
      if (flaw && valueOf(parameter) !== undefined) {
        refusals.push({ pointer: pointerTo(parameter.in, parameter.name), message: flaw });
      }
    }
    const body = values.body === undefined ? undefined : bodyFor(operation, values.body, options);
    if (typeof body === 'string') refusals.push({ pointer: '/body', message: body });
    if (refusals.length > 0) throw new UnwritableError(operation, refusals);

    const written = writeAny({ path: template, parameters, ...(body && { body: body as Body }) }, values);
    if (Array.isArray(written)) {
      const explained = written.flatMap(([[as], why]): Refusal[] => {
        if (as === 'body') return bodyRefusals(body as Body, values.body);
        const parameter = all.find((each) => pointerTo(each.in, each.name) === as)!;
        return [{ pointer: as!, message: sentences[why] ?? explain(parameter, valueOf(parameter)) }];
      });
      throw new UnwritableError(operation, explained);
    }
    const mistaken = mistakenOf(written, values);
    if (mistaken.length > 0) throw new UnwritableError(operation, mistaken);
    const request: Request = { method: operation.method, ...written };
    if (typeof request.body === 'string') {
      const bytes = encoded(request.body, parameterOf(request.headers['Content-Type']!, 'charset'));
      if (bytes === undefined) {
        throw new UnwritableError(operation, [
          { pointer: '/body', message: 'holds a character that its charset does not' },
        ]);
      }
      request.body = bytes;
    }
    if (Object.keys(credentials).length > 0) {
      const fault = authorize(operation.security, credentials, request);
      if (fault) throw new UnwritableError(operation, [{ pointer: '/security', message: fault }]);
    }
    return request;
  };
}

/** Writes one request of an operation; `writer` prepares what several share. Throws UnwritableError. */
export const write = (operation: Operation, ...rest: Parameters<Writer>): Request => writer(operation)(...rest);

function bodyFor({ body }: Operation, value: unknown, { mediaType: told, boundary }: WriteOptions): Body | string {
  const contents = body?.contents ?? [];
  if (contents.length === 0) return 'is none of a request that the document describes';
  const content = told === undefined ? preferred(contents) : contentFor(contents, told);
  if (!content) return `is of ${told}, expected ${contents.map(({ mediaType }) => mediaType).join(' or ')}`;
  return bodyOf(content, told ?? singleOf(content.mediaType, value), boundary);
}

/** One media type of a range that fits a value; the range itself where none is told by it. */
function singleOf(mediaType: string, value: unknown): string {
  if (!isRange(mediaType)) return mediaType;
  const isFile = ArrayBuffer.isView(value) || (typeof value === 'object' && value !== null && 'bytes' in value);
  const own = isFile ? 'application/octet-stream' : typeof value === 'string' ? 'text/plain' : 'application/json';
  return (
    [own, 'application/json'].find((each) => covers(essenceOf(mediaType), each) && (!isFile || each === own)) ??
    mediaType
  );
}

/** Which members of a form cannot be written; the whole, where none is at fault by itself. */
function bodyRefusals(body: Body, value: unknown): Refusal[] {
  const message = `has no form in ${essenceOf(body.type)}`;
  const form = forms[body.form ?? 'json'];
  const isForm = formOf(body.type) === 'multipart' || formOf(body.type) === 'urlencoded';
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const names = isForm && isObject ? Object.keys(value) : [];
  const faulty = names.filter((name) => form(body, { [name]: (value as Record<string, unknown>)[name] }) === undefined);
  return faulty.length > 0
    ? faulty.map((name) => ({ pointer: pointerTo('body', name), message }))
    : [{ pointer: '/body', message }];
}
