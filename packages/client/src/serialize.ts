import { createFinalURL, createQuerySerializer, defaultBodySerializer, defaultPathSerializer } from 'openapi-fetch';
import type { CallState } from './call-state.ts';
import { version, stamp } from './contract.ts';
import { InvalidArgumentError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { printableError } from './redact.ts';
import type { RequestParts } from './request.ts';

/** A request without its session, ready for any number of attempts. */
export interface WireRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Turns the parts of a request into URL, headers and body. Throws InvalidArgumentError where they cannot be written. */
export type Serialize = (parts: RequestParts, state: CallState) => WireRequest;

const querySerializer = createQuerySerializer();

/** A serializer for an operation of the gateway at `baseUrl`. URL and body are written by openapi-fetch. */
export function serializerFor(
  { path: template, mediaType = '', answers }: OperationFacts,
  baseUrl: string,
  extraHeaders: Record<string, string>,
): Serialize {
  const base = { baseUrl: baseUrl.replace(/\/$/, ''), querySerializer, pathSerializer: defaultPathSerializer };
  const accept = Object.values(answers).find((type) => type !== null);
  const bare: Record<string, string> = { ...agent, ...extraHeaders, ...(accept && { Accept: accept }) };
  const typed = mediaType && !mediaType.startsWith('multipart/') ? { ...bare, 'Content-Type': mediaType } : bare;
  const write = writerOf(mediaType);
  return (parts, state) => {
    const { header, cookie, body } = parts;
    const common = body === undefined ? bare : typed;
    const headers = header || cookie ? { ...common } : common;
    for (const name in header) headers[name] = String(header[name]);
    if (cookie) {
      const pairs = Object.keys(cookie).map((name) => `${name}=${encodeURIComponent(String(cookie[name]))}`);
      headers['Cookie'] = pairs.join('; ');
    }
    try {
      const url = createFinalURL(template, { ...base, params: parts });
      return { url, headers, body: body === undefined ? undefined : write(body) };
    } catch (cause) {
      const message = 'the arguments cannot be written into a request.';
      throw new InvalidArgumentError(message, state, [], printableError(cause, String));
    }
  };
}

/** What writes a body of a media type. What is neither JSON nor a form is sent as it is. */
function writerOf(mediaType: string): (body: unknown) => unknown {
  if (/json/i.test(mediaType)) return defaultBodySerializer;
  if (/urlencoded/i.test(mediaType)) return (body) => String(new URLSearchParams(body as Record<string, string>));
  return (body) => body;
}

/** Browsers do not let a page name its agent, and ask the server's leave before they try. */
const isBrowser = /Mozilla/.test(globalThis.navigator?.userAgent ?? '');
const agent: Record<string, string> = isBrowser
  ? {}
  : { 'User-Agent': `cc-gateway-client/${version} (contract ${stamp.version}; ${stamp.hash.slice(0, 12)})` };
