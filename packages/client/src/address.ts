import type { CallState } from './call-state.ts';
import { invalid } from './invalid.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The address of a gateway, as a URL that a key may be sent to; over `http:` beyond this host only with `allowHttp`. */
export function addressOf(
  baseUrl: string | { readonly href: string },
  allowHttp: boolean | undefined,
  state: CallState,
): string {
  let shown: string | undefined;
  try {
    const { protocol, hostname, origin, pathname, username, password, href } = new URL(
      typeof baseUrl === 'object' ? baseUrl.href : baseUrl,
    );
    const isHttp = protocol === 'http:';
    // Of what is none of these two, nobody knows which part is a password.
    if (isHttp || protocol === 'https:') shown = origin + pathname;
    // A lone ? or # is part of the address as well, though the URL has no query and no fragment then.
    if (
      (isHttp ? allowHttp || loopback.test(hostname) : protocol === 'https:') &&
      !(username || password || /[?#]/.test(href))
    ) {
      return origin + pathname.replaceAll(/\/{2,}/g, '/');
    }
  } catch {
    // It is no URL.
  }
  const hosts = allowHttp ? '' : ' on a loopback host';
  return invalid('baseUrl', `an https: URL, or http:${hosts}, without user, query and fragment`, baseUrl, state, shown);
}
