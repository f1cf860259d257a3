import { InvalidArgumentError } from './errors.ts';
import type { CallState } from './call-state.ts';
import { keyHeaders } from './contract.ts';
import { kindOf } from './violations.ts';

/** The headers that every request is to carry beside those of the contract. */
export function checkedHeaders(headers: Readonly<Record<string, string>>, state: CallState): Record<string, string> {
  const taken = new Set(['Content-Type', 'Content-Length', 'Host', ...keyHeaders].map((name) => name.toLowerCase()));
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (taken.has(name.toLowerCase()))
      invalid(`headers: ${name}`, 'a header that the contract does not set', value, state);
    if (typeof value !== 'string' || !/^[\t\x20-\x7e]*$/.test(value) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      invalid(`headers: ${JSON.stringify(name)}`, 'an HTTP header of printable ASCII', value, state);
    }
  }
  return { ...headers };
}

/** The address of a gateway, as a URL that a key may be sent to. */
export function addressOf(baseUrl: string | { readonly href: string }, state: CallState): string {
  const expected = 'an https: URL, or http: on a loopback host, without user, query and fragment';
  const text = typeof baseUrl === 'object' && baseUrl !== null ? baseUrl.href : baseUrl;
  let url: URL;
  try {
    if (typeof text !== 'string') throw new TypeError();
    url = new URL(text);
  } catch {
    return invalid('baseUrl', expected, baseUrl, state);
  }
  const { protocol, hostname, origin, pathname } = url;
  const safe = protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
  if (!safe || url.username || url.password || url.search || url.hash) {
    const shown = protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname}` : `a ${protocol} URL`;
    throw new InvalidArgumentError(`baseUrl must be ${expected}, received ${shown}.`, state, [
      { path: '/baseUrl', message: `must be ${expected}` },
    ]);
  }
  return url.href;
}

/** Throws the InvalidArgumentError of a setting: its name, what was expected and what kind of thing came. */
export function invalid(name: string, expected: string, received: unknown, state: CallState): never {
  const message = `must be ${expected}, received ${kindOf(received)}`;
  throw new InvalidArgumentError(`${name} ${message}.`, state, [{ path: `/${name}`, message }]);
}
