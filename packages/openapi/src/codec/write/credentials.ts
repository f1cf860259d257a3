/** How a credential is written into a request: under a name, or by a scheme of HTTP in the header Authorization. */
export type Credential = { in: 'header' | 'query' | 'cookie'; name: string } | { http: string };

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

/** The text of a login by RFC 7617, in UTF-8; a text as it is. Empty, which is no credential, where it has none. */
export function loginText(given: unknown): string {
  if (typeof given === 'string') return given;
  const { username, password } = Object(given) as { username?: unknown; password?: unknown };
  if (typeof username !== 'string' || typeof password !== 'string' || username.includes(':')) return '';
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)));
}
