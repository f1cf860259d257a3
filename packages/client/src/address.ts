import { InvalidArgumentError } from './errors.ts';
import type { CallState } from './call-state.ts';
import { kindOf } from './violations.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The address of a gateway, as a URL that a key may be sent to; over `http:` beyond this host only with `allowHttp`. */
export function addressOf(baseUrl: string | { readonly href: string }, allowHttp: boolean, state: CallState): string {
  const hosts = allowHttp ? 'http:' : 'http: on a loopback host';
  const expected = `an https: URL, or ${hosts}, without user, query and fragment`;
  const text = typeof baseUrl === 'object' && baseUrl !== null ? baseUrl.href : baseUrl;
  let url: URL;
  try {
    if (typeof text !== 'string') throw new TypeError();
    url = new URL(text);
  } catch {
    return invalid('baseUrl', expected, baseUrl, state);
  }
  const { protocol, hostname, origin, pathname } = url;
  const safe = protocol === 'https:' || (protocol === 'http:' && (allowHttp || loopback.test(hostname)));
  // A lone ? or # is part of the address as well, though the URL has no query and no fragment then.
  if (!safe || url.username || url.password || /[?#]/.test(url.href)) {
    const shown = protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname}` : `a ${protocol} URL`;
    throw new InvalidArgumentError(`baseUrl must be ${expected}, received ${shown}.`, state, [
      { path: '/baseUrl', message: `must be ${expected}` },
    ]);
  }
  return `${origin}${pathname.replaceAll(/\/{2,}/g, '/')}`;
}

/** Throws the InvalidArgumentError of a setting: its name, what was expected and what kind of thing came. */
export function invalid(name: string, expected: string, received: unknown, state: CallState): never {
  const message = `must be ${expected}, received ${kindOf(received)}`;
  throw new InvalidArgumentError(`${name} ${message}.`, state, [{ path: `/${name}`, message }]);
}
