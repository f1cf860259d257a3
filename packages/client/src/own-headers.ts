import { invalid } from './address.ts';
import type { CallState } from './call-state.ts';
import { keyHeaders, operations } from './contract.ts';
import { headerEntries } from './headers.ts';
import type { HeadersLike } from './transport.ts';

/** Headers of the caller's own: `Headers`, a `Map`, a list of entries, or an object. */
export type HeadersOption =
  Readonly<Record<string, string>> | HeadersLike | ReadonlyMap<string, string> | readonly (readonly [string, string])[];

/** What belongs to one connection, to the length of a message, or to the contract, is not for the caller to set. */
const taken = new Set(
  [
    'Connection Content-Length Content-Type Expect Host Keep-Alive Proxy-Authenticate Proxy-Authorization',
    'Proxy-Connection TE Trailer Transfer-Encoding Upgrade',
    ...keyHeaders(),
    ...operations.flatMap(({ parameters }) =>
      parameters.map(({ in: place, name }) => (place === 'header' ? name : place === 'cookie' ? 'Cookie' : '')),
    ),
  ].flatMap((names) => names.toLowerCase().split(' ')),
);

/** The caller's own headers, checked. Throws InvalidArgumentError, which names the header. */
export function ownHeaders(given: HeadersOption | undefined, state: CallState): Record<string, string> {
  const headers: Record<string, string> = {};
  if (given === undefined) return headers;
  if (typeof given !== 'object' || given === null) return invalid('headers', 'an object', given, state);
  for (const entry of headerEntries(given)) {
    const [name, value] = entry;
    if (typeof name !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      invalid(`headers: ${JSON.stringify(name)}`, 'an HTTP header of printable ASCII', value, state);
    }
    if (taken.has(name.toLowerCase())) {
      invalid(`headers: ${name}`, 'a header that neither the contract nor the connection sets', value, state);
    }
    if (typeof value !== 'string' || !/^[\t\x20-\x7e]*$/.test(value)) {
      invalid(`headers: ${JSON.stringify(name)}`, 'an HTTP header of printable ASCII', value, state);
    }
    put(headers, name, value);
  }
  return headers;
}

/** `headers` with those of `others`, which replace them in whatever case their names are written. */
export function merged(
  headers: Readonly<Record<string, string>>,
  others: Record<string, string>,
): Record<string, string> {
  const copy = { ...headers };
  for (const name of Object.keys(others)) put(copy, name, others[name]!);
  return copy;
}

function put(headers: Record<string, string>, name: string, value: string): void {
  for (const each of Object.keys(headers)) if (each.toLowerCase() === name.toLowerCase()) delete headers[each];
  headers[name] = value;
}
