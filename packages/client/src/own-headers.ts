import { invalid } from './invalid.ts';
import type { CallState } from './call-state.ts';
import { contractHeaders } from './contract.ts';
import { headerEntries } from './headers.ts';
import { put } from './put.ts';
import type { HeadersLike } from './transport.ts';

/** Headers of the caller's own: `Headers`, a `Map`, a list of entries, or an object. */
export type HeadersOption =
  | Readonly<Record<string, string>>
  | HeadersLike
  | ReadonlyMap<string, string>
  | readonly (readonly [string, string])[];

/** What belongs to one connection, or to the length of a message, is not for the caller to set. */
const hopByHop =
  /^(connection|content-(length|type)|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/i;

/** `headers` with the caller's own, if any, checked. Throws InvalidArgumentError, which names the header. */
export function withOwn(
  headers: Record<string, string> | undefined,
  given: HeadersOption | undefined,
  state: CallState,
): Record<string, string> | undefined {
  if (given === undefined) return headers;
  const all = { ...headers };
  if (typeof given !== 'object' || given === null) return invalid('headers', 'an object', given, state);
  for (const [name, value] of headerEntries(given)) {
    const isHeader = /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof value === 'string' && /^[\t\x20-\x7e]*$/.test(value);
    // What the contract sets is not for the caller either.
    if (!isHeader || hopByHop.test(name) || contractHeaders.includes(name.toLowerCase())) {
      invalid(
        `headers: ${JSON.stringify(name)}`,
        'a header of printable ASCII that neither the contract nor the connection sets',
        value,
        state,
      );
    }
    put(all, name, value);
  }
  return all;
}
