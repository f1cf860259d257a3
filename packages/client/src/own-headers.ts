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
  /^(content-(length|type)|(proxy-)?connection|expect|host|keep-alive|proxy-auth.*|te|trailer|transfer-encoding|upgrade)$/i;

/** `headers` with the caller's own, checked. Throws InvalidArgumentError, which names the header. */
export function withOwn(
  headers: Readonly<Record<string, string>>,
  given: HeadersOption,
  state: CallState,
): Record<string, string> {
  const all = { ...headers };
  if (typeof given !== 'object' || given === null) return invalid('headers', 'an object', given, state);
  for (const [name, value] of headerEntries(given)) {
    const isName = typeof name === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(name);
    if (!isName || typeof value !== 'string' || !/^[\t\x20-\x7e]*$/.test(value))
      invalid(`headers: ${JSON.stringify(name)}`, 'an HTTP header of printable ASCII', value, state);
    // What the contract sets is not for the caller either.
    if (hopByHop.test(name) || contractHeaders.includes(name.toLowerCase()))
      invalid(`headers: ${name}`, 'one that neither the contract nor the connection sets', value, state);
    put(all, name, value);
  }
  return all;
}

/** `headers` with those of `others`, if any, which replace them in whatever case their names are written. */
export function merged(
  headers: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const all = { ...headers };
  for (const name in others) put(all, name, others[name]!);
  return all;
}
