import { version, stamp, write } from './contract.ts';
import type { OperationFacts, RequestParts } from './facts.ts';
import { put } from './put.ts';
import { refusal } from './request.ts';

/** A request without its session, ready for any number of attempts. */
export interface WireRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Turns the parts of a request, and headers of the caller's own, into URL, headers and body. Throws what is to be explained where they cannot be written. */
export type Serialize = (parts: RequestParts, own?: Readonly<Record<string, string>>) => WireRequest;

/** A serializer for an operation of the gateway at `baseUrl`. */
export function serializerFor(operation: OperationFacts, baseUrl: string): Serialize {
  const base = baseUrl.replace(/\/$/, '');
  const types = new Set(Object.values(operation.answers).flatMap((answer) => answer?.type ?? []));
  const common: Record<string, string> = { ...agent, Accept: [...types].join(', ') || '*/*' };
  return (parts, own) => {
    const written = write(operation, parts);
    if (Array.isArray(written)) throw refusal((by) => by.unwritableArguments(written));
    const headers = { ...common };
    // The same header in another case would go out a second time.
    for (const more of [written.headers, own]) for (const name in more) put(headers, name, more[name]!);
    return { url: base + written.target, headers, body: written.body };
  };
}

/** Browsers do not let a page name its agent, and ask the server's leave before they try. */
const agent: Record<string, string> = /Mozilla/.test(globalThis.navigator?.userAgent ?? '')
  ? {}
  : { 'User-Agent': `cc-gateway-client/${version} (contract ${stamp.version}; ${stamp.hash.slice(0, 12)})` };
