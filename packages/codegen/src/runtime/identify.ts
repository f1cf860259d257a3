/** How a credential is written into a request. */
export type Credential = { in: 'header' | 'query' | 'cookie'; name: string } | { http: 'Bearer' | 'Basic' };

/** A request that a credential can be written into. */
export interface Identifiable {
  url: string;
  headers: Record<string, string>;
}

/** Writes a credential into a request. */
export type Identify = (request: Identifiable, credential: Credential, text: string) => void;

/** Writes keys that go in headers: for contracts that have no other credentials. */
export const inHeader: Identify = ({ headers }, credential, text) => {
  headers[(credential as { name: string }).name] = text;
};

/** Writes any credential. */
export const anywhere: Identify = (request, credential, text) => {
  const { headers } = request;
  if ('http' in credential) headers['Authorization'] = `${credential.http} ${text}`;
  else if (credential.in === 'header') headers[credential.name] = text;
  else {
    const pair = `${encodeURIComponent(credential.name)}=${encodeURIComponent(text)}`;
    if (credential.in === 'query') request.url += (request.url.includes('?') ? '&' : '?') + pair;
    else headers['Cookie'] = headers['Cookie'] ? `${headers['Cookie']}; ${pair}` : pair;
  }
};

/** A user's name and password. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What a caller gives for one scheme: its credential, or a function that is asked for it. */
export type Source = unknown;

/** The credentials that a caller gives beside the session's key: the scheme, and a source of the text that goes out. */
export type Sources = (
  given: Readonly<Record<string, Source>>,
) => [scheme: string, source: string | (() => Promise<string>)][];

/** For contracts that have no others. */
export const noSources: Sources = () => [];

/** Those that are there, logins as texts. */
export const anySources: Sources = (given) =>
  Object.entries(given)
    .filter(([, source]) => source !== undefined)
    .map(([scheme, source]) => [
      scheme,
      typeof source === 'function' ? async () => textOf(await (source as () => unknown)()) : textOf(source),
    ]);

/** The text of a login by RFC 7617, in UTF-8; anything else as it is. Empty, which is no credential, where it has none. */
function textOf(given: unknown): string {
  if (typeof given !== 'object' || given === null) return given as string;
  const { username, password } = given as Login;
  if (typeof username !== 'string' || typeof password !== 'string' || username.includes(':')) return '';
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)));
}

/** What must not be shown of a credential that goes out. */
export type Secrets = (credential: Credential, text: string) => string[];

export const itself: Secrets = (_, text) => [text];

/** The text, and the password that is in it. */
export const withPassword: Secrets = (credential, text) => {
  if (!('http' in credential) || credential.http !== 'Basic') return [text];
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return [text, new TextDecoder().decode(bytes).replace(/^[^:]*:/, '')];
};
