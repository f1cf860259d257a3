import { loginText, type Credential } from '@cc-gateway/openapi/codec/write';

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
      typeof source === 'function' ? async () => loginText(await (source as () => unknown)()) : loginText(source),
    ]);

/** What must not be shown of a credential that goes out. */
export type Secrets = (credential: Credential, text: string) => string[];

export const itself: Secrets = (_, text) => [text];

/** The text, and the password that is in it. */
export const withPassword: Secrets = (credential, text) => {
  if (!('http' in credential) || credential.http !== 'Basic') return [text];
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return [text, new TextDecoder().decode(bytes).replace(/^[^:]*:/, '')];
};
