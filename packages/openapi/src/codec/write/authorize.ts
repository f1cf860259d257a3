import type { SecurityScheme } from '../../operation.ts';
import type { Credentials, Login, Request } from '../request.ts';
import { anywhere, loginText, type Credential } from './credentials.ts';

/** How a scheme's credential is written; null where the connection carries it, undefined where the document does not say. */
export function credentialOf({ type, in: place, name, httpScheme }: SecurityScheme): Credential | null | undefined {
  if (type === 'apiKey') return place && name !== undefined ? { in: place, name } : undefined;
  if (type === 'oauth2' || type === 'openIdConnect') return { http: 'Bearer' };
  if (type === 'mutualTLS') return null;
  if (type !== 'http' || !httpScheme) return undefined;
  return { http: httpScheme.charAt(0).toUpperCase() + httpScheme.slice(1).toLowerCase() };
}

/** Where a credential stands: two of one place cannot go together. */
const placeOf = (credential: Credential): string =>
  'http' in credential
    ? 'header authorization'
    : `${credential.in} ${credential.in === 'header' ? credential.name.toLowerCase() : credential.name}`;

/**
 * Writes credentials into a request: those of the first alternative that they satisfy. A text is why none can be written.
 * One token serves every scheme of an alternative that wants one.
 */
export function authorize(
  security: SecurityScheme[][],
  credentials: Credentials,
  request: Request,
): string | undefined {
  const isGiven = (scheme: SecurityScheme): boolean =>
    credentialOf(scheme) === null || Object.hasOwn(credentials, scheme.scheme);
  const schemes = security.find((all) => all.length > 0 && all.every(isGiven));
  if (!schemes) {
    const wanted = security.map((all) => all.map(({ scheme }) => scheme).join(' with ') || 'nothing');
    return `needs ${wanted.join(', or ') || 'no credentials'}`;
  }
  const taken = new Map<string, string>();
  const wire = { url: request.target, headers: request.headers };
  for (const scheme of schemes) {
    const credential = credentialOf(scheme);
    if (credential === null) continue;
    if (credential === undefined) return `${scheme.scheme} does not say where its credential goes`;
    const text = textOf(credential, credentials[scheme.scheme]!, request);
    if (!text) return `${scheme.scheme} was given none, or one that cannot be written`;
    const place = placeOf(credential);
    const whole = 'http' in credential ? `${credential.http} ${text}` : text;
    if ((taken.get(place) ?? whole) !== whole) return `two credentials would stand in ${place}`;
    if (!taken.has(place) && stands(credential, wire)) return `${place} stands there already`;
    if (place.startsWith('header ')) {
      if (!/^header [\w!#$%&'*+.^`|~-]+$/.test(place)) return `${scheme.scheme} has no name that a header can have`;
      if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text))
        return `${scheme.scheme} is no text that a header holds`;
    }
    if (!taken.has(place)) anywhere(wire, credential, text);
    taken.set(place, whole);
  }
  request.target = wire.url;
  return undefined;
}

/** Whether a parameter was written where a credential is to stand. */
function stands(credential: Credential, { url, headers }: { url: string; headers: Record<string, string> }): boolean {
  const { in: place, name } = 'http' in credential ? { in: 'header', name: 'Authorization' } : credential;
  if (place === 'header') return Object.keys(headers).some((each) => each.toLowerCase() === name.toLowerCase());
  const pairs = place === 'query' ? url.split('?')[1]?.split('&') : headers['Cookie']?.split('; ');
  return (pairs ?? []).some((pair) => pair.split('=', 1)[0] === encodeURIComponent(name));
}

/** The text of a credential; empty where it has none. */
function textOf(credential: Credential, given: string | Login, { target }: Request): string {
  if (typeof given === 'string') return given;
  if (!('http' in credential)) return '';
  if (credential.http !== 'Digest') return credential.http === 'Basic' ? loginText(given) : '';
  // Of a sample, the form alone: no challenge was answered.
  const name = given.username.replaceAll(/["\\]/g, String.raw`\$&`);
  return `username="${name}", realm="sample", nonce="sample", uri="${target}", response="${'0'.repeat(32)}"`;
}
