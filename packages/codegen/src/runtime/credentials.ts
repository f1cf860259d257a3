import { loginText, type Credential } from '@cc-gateway/openapi/codec/write';

/** What a caller gives for one scheme: its credential, or a function that is asked for it. */
export type Source = unknown;

/** The credentials that a caller gives beside the session's key: the scheme, a source of the text that goes out, and what it is. */
export type Sources = (
  given: Readonly<Record<string, Source>>,
  credentials: Readonly<Record<string, Credential>>,
) => [scheme: string, source: string | (() => Promise<string>), what: 'login' | 'credential'][];

/** For contracts that have no others. */
export const noSources: Sources = () => [];

/** Those that are there, logins as texts: empty where what is given is none. */
export const anySources: Sources = (given, credentials) =>
  Object.entries(given)
    .filter(([, source]) => source !== undefined)
    .map(([scheme, source]) => {
      const isLogin = isBasic(credentials[scheme]!);
      const textOf = (each: unknown): string =>
        isLogin ? (typeof each === 'object' ? loginText(each) : '') : (each as string);
      return [
        scheme,
        typeof source === 'function' ? async () => textOf(await (source as () => unknown)()) : textOf(source),
        isLogin ? 'login' : 'credential',
      ];
    });

const isBasic = (credential: Credential): boolean => 'http' in credential && credential.http === 'Basic';

/** What must not be shown of a credential that goes out. */
export type Secrets = (credential: Credential, text: string) => string[];

export const itself: Secrets = (_, text) => [text];

/** The text, and the password that is in it. */
export const withPassword: Secrets = (credential, text) => {
  if (!isBasic(credential)) return [text];
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return [text, new TextDecoder().decode(bytes).replace(/^[^:]*:/, '')];
};
