import type { SecurityScheme } from '../../operation.ts';
import type { Login } from '../request.ts';
import { pointerTo } from '../request.ts';
import { credentialOf } from '../write/authorize.ts';
import { decoded, decodedForm } from './decode.ts';
import type { Headers } from './headers.ts';
import { withNames, type Pairs } from './pairs.ts';

/** Where credentials can stand in a request. */
export interface Places {
  header: Headers;
  query(): Pairs;
  cookie(): Pairs;
}

/** What a request shows for one scheme. */
type Shown = { value: string | Login } | { fault: string; code: 'missing' | 'unreadable'; pointer: string } | null;

/** Looks for the credential of a scheme; null where it is the connection's, and a request does not show it. */
function lookFor(scheme: SecurityScheme): (places: Places) => Shown {
  const credential = credentialOf(scheme);
  if (credential === null) return () => null;
  if (credential === undefined) return () => null;
  if ('http' in credential) return inAuthorization(credential.http.toLowerCase());
  const { in: place, name } = credential;
  const pointer = pointerTo(place, name);
  const lower = name.toLowerCase();
  return (places) => {
    const texts =
      place === 'header'
        ? (places.header(lower) ?? [])
        : (place === 'query' ? places.query() : withNames(places.cookie()))
            .filter(([each]) => each === name)
            .map(([, text]) => (place === 'query' ? decodedForm : decoded)(text, () => {}));
    if (texts.length > 1) return { fault: 'stands twice', code: 'unreadable', pointer };
    return texts[0] ? { value: texts[0] } : { fault: 'is missing', code: 'missing', pointer };
  };
}

const inAuthorization =
  (wanted: string): ((places: Places) => Shown) =>
  ({ header }) => {
    const pointer = '/header/Authorization';
    const lines = header('authorization') ?? [];
    if (lines.length === 0) return { fault: 'is missing', code: 'missing', pointer };
    if (lines.length > 1) return { fault: 'stands twice', code: 'unreadable', pointer };
    const [, scheme = '', text = ''] = /^(\S+)(?: +(.*))?$/s.exec(lines[0]!) ?? [];
    if (scheme.toLowerCase() !== wanted) return { fault: `is not of the scheme ${wanted}`, code: 'missing', pointer };
    const value = valueOf(wanted, text.trim());
    return value === undefined ? { fault: `is no credential of ${wanted}`, code: 'unreadable', pointer } : { value };
  };

/** What a text is worth in a scheme of HTTP; undefined where it is no credential of it. */
function valueOf(scheme: string, text: string): string | Login | undefined {
  // RFC 6750, section 2.1.
  if (scheme === 'bearer') return /^[\w.~+/-]+=*$/.test(text) ? text : undefined;
  if (scheme === 'basic') return loginOf(text);
  if (scheme !== 'digest') return text || undefined;
  // RFC 7616, section 3.4.
  const isWhole = ['username\\*?', 'realm', 'nonce', 'uri', 'response'].every((name) =>
    new RegExp(`(^|[\\s,])${name}\\s*=`, 'i').test(text),
  );
  return isWhole ? text : undefined;
}

/** RFC 7617, section 2. */
function loginOf(text: string): Login | undefined {
  if (!/^[\w+/-]+={0,2}$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const [, username, password] =
      /^([^:]*):(.*)$/s.exec(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ?? [];
    return username === undefined ? undefined : { username, password: password! };
  } catch {
    return undefined;
  }
}

/** What was found of an operation's credentials. */
export interface Found {
  /** By the names of the schemes. */
  credentials: Record<string, string | Login>;
  /** Why no alternative is satisfied. */
  fault?: { pointer: string; message: string; code: 'missing' | 'unreadable' };
}

/** Prepares the search for an operation's credentials. What the connection carries is taken to be there. */
export function securityOf(security: SecurityScheme[][]): (places: Places) => Found {
  const schemes = new Map(security.flat().map((scheme) => [scheme.scheme, lookFor(scheme)]));
  const alternatives = security.map((all) => all.map(({ scheme }) => scheme));
  return (places) => {
    const found: Found = { credentials: {} };
    const missing = new Map<string, NonNullable<Found['fault']>>();
    for (const [scheme, look] of schemes) {
      const shown = look(places);
      if (shown === null) continue;
      if ('value' in shown) found.credentials[scheme] = shown.value;
      else missing.set(scheme, { pointer: shown.pointer, message: shown.fault, code: shown.code });
    }
    if (alternatives.length === 0 || alternatives.some((all) => all.every((scheme) => !missing.has(scheme))))
      return found;
    const faults = alternatives.map((all) => all.map((scheme) => missing.get(scheme)).find((fault) => fault)!);
    found.fault = faults.find(({ code }) => code === 'unreadable') ?? faults[0]!;
    return found;
  };
}
