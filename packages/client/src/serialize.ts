import createFetchClient from 'openapi-fetch';
import type { CallState } from './call-state.ts';
import { version, stamp } from './contract.ts';
import { InvalidArgumentError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { printableError } from './redact.ts';
import type { RequestParts } from './request.ts';

/** A request without its session, ready for any number of attempts. */
export interface WireRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: unknown;
}

/** Turns the parts of a request into URL, headers and body. */
export type Serialize = (operation: OperationFacts, parts: RequestParts, state: CallState) => Promise<WireRequest>;

/** openapi-fetch hands requests to its `fetch` in the class it is given; this one only holds them. */
class Held {
  readonly url: string;
  readonly body: unknown;
  constructor(url: string, { body }: { body?: unknown }) {
    this.url = url;
    this.body = body;
  }
}

/** What openapi-fetch takes for an answer without a body, so that it reads none. */
const nothing = { status: 204, ok: true, headers: new Headers() };

/** A serializer for the operations of the gateway at `baseUrl`, by openapi-fetch. */
export function serializerFor(baseUrl: string, extraHeaders: Record<string, string>): Serialize {
  const api = createFetchClient<Record<string, Record<string, unknown>>>({ baseUrl, Request: Held as never });
  return async (operation, { path, query, header, cookie, body }, state) => {
    let held: Held | undefined;
    const hold = (request: unknown): Promise<Response> => {
      held = request as Held;
      return Promise.resolve(nothing as never);
    };
    const { mediaType = '' } = operation;
    const asIs = body !== undefined && !/json|x-www-form-urlencoded/i.test(mediaType);
    try {
      await api.request(
        operation.method.toLowerCase() as 'put',
        operation.path as never,
        {
          params: { path, query },
          body,
          fetch: hold,
          ...(asIs && { bodySerializer: (given: unknown) => given }),
          ...(/urlencoded/i.test(mediaType) && { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
        } as never,
      );
    } catch (cause) {
      const message = 'the arguments cannot be written into a request.';
      throw new InvalidArgumentError(message, state, [], printableError(cause, String));
    }
    const headers: Record<string, string> = { ...agent, ...extraHeaders, ...acceptOf(operation) };
    for (const name of Object.keys(header)) headers[name] = String(header[name]);
    const cookies = Object.entries(cookie).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    if (cookies.length > 0) headers['Cookie'] = cookies.join('; ');
    if (body !== undefined && mediaType && !mediaType.startsWith('multipart/')) headers['Content-Type'] = mediaType;
    const request: WireRequest = { url: held!.url, method: operation.method, headers };
    if (held!.body !== undefined) request.body = held!.body;
    return request;
  };
}

const acceptOf = ({ answers }: OperationFacts): Record<string, string> => {
  const mediaType = Object.values(answers).find((type) => type !== null);
  return mediaType ? { Accept: mediaType } : {};
};

/** Browsers do not let a page name its agent, and ask the server's leave before they try. */
const isBrowser = /Mozilla/.test(globalThis.navigator?.userAgent ?? '');
const agent: Record<string, string> = isBrowser
  ? {}
  : { 'User-Agent': `cc-gateway-client/${version} (contract ${stamp.version}; ${stamp.hash.slice(0, 12)})` };
