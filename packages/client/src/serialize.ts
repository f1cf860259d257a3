import type { CallState } from './call-state.ts';
import { version, stamp, write } from './contract.ts';
import type { OperationFacts, RequestParts } from './facts.ts';
import { refusal } from './request.ts';

/** A request without its session, ready for any number of attempts. */
export interface WireRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Turns the parts of a request into URL, headers and body. Throws InvalidArgumentError where they cannot be written. */
export type Serialize = (parts: RequestParts, state: CallState) => WireRequest;

/** A serializer for an operation of the gateway at `baseUrl`. */
export function serializerFor(
  operation: OperationFacts,
  baseUrl: string,
  extraHeaders: Record<string, string>,
): Serialize {
  const base = baseUrl.replace(/\/$/, '');
  const types = new Set(Object.values(operation.answers).flatMap((answer) => answer?.type ?? []));
  const common: Record<string, string> = { ...agent, ...extraHeaders };
  if (types.size > 0) common['Accept'] = [...types].join(', ');
  const names = new Map(Object.keys(common).map((name) => [name.toLowerCase(), name]));
  return (parts, state) => {
    const written = write(operation, parts);
    if (Array.isArray(written)) throw refusal(written, state);
    const { target, headers: own, body } = written;
    const headers = { ...common };
    for (const name in own) {
      // The same header in another case would go out a second time.
      const other = names.get(name.toLowerCase());
      if (other !== undefined) delete headers[other];
      headers[name] = own[name]!;
    }
    return { url: base + target, headers, body };
  };
}

/** Browsers do not let a page name its agent, and ask the server's leave before they try. */
const isBrowser = /Mozilla/.test(globalThis.navigator?.userAgent ?? '');
const agent: Record<string, string> = isBrowser
  ? {}
  : { 'User-Agent': `cc-gateway-client/${version} (contract ${stamp.version}; ${stamp.hash.slice(0, 12)})` };
