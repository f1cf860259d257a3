import type { Contract } from '@cc-gateway/spec';
import { spellingsOf, withoutSpellings } from '../../redaction/spellings.ts';
import type { Exchange } from './exchange.ts';

/** The keys that have passed: what must stand in nothing that is written. */
export interface Secrets {
  /** Remembers the keys of an exchange; gives those of its request. */
  notice(exchange: Exchange): string[];
  /** A text without the keys that passed last. */
  without: (text: string) => string;
}

/** The most keys that are looked for: those seen last. */
const mostKeys = 64;

/** A key with fewer characters is no secret, and its letters stand in every other word. */
const shortest = 4;

/** Begins to look for what a contract names as credentials, and for what carries a secret by its nature. */
export function watchSecrets(contract: Contract): Secrets {
  const schemes = contract.operations.flatMap(({ security }) => security.flat());
  const namesIn = (place: string): string[] =>
    schemes.flatMap(({ in: its, name }) => (its === place && name ? [name.toLowerCase()] : []));
  const headers = new Set([...namesIn('header'), 'authorization', 'proxy-authorization', 'cookie']);
  const queries = new Set(namesIn('query'));
  const renewals = new Set(schemes.flatMap(({ session }) => (session ? [session.header.toLowerCase()] : [])));
  // With its spellings, once they have been looked for.
  const keys = new Map<string, string[] | undefined>();

  const remember = (value: string): void => {
    if (value.length < shortest) return;
    const spellings = keys.get(value);
    keys.delete(value);
    keys.set(value, spellings);
    if (keys.size > mostKeys) keys.delete(keys.keys().next().value!);
  };

  return {
    notice({ request, answer }) {
      const sent = request.headers.flatMap(([name, value]) =>
        // A scheme as `Bearer` stands before its key, a name before a renewed one.
        headers.has(name.toLowerCase()) ? [value, value.slice(value.indexOf(' ') + 1)] : [],
      );
      const search = new URLSearchParams(request.target.split('?')[1] ?? '');
      const asked = [...search].flatMap(([name, value]) => (queries.has(name.toLowerCase()) ? [value] : []));
      const handed = (answer?.headers ?? []).flatMap(([name, value]) =>
        renewals.has(name.toLowerCase()) ? [value.slice(value.indexOf('=') + 1)] : [],
      );
      const own = [...new Set([...sent, ...asked])];
      for (const key of [...own, ...handed]) remember(key);
      return own.filter(({ length }) => length >= 8);
    },
    without(text) {
      let left = text;
      for (const [key, known] of keys) {
        const spellings = known ?? spellingsOf(key);
        if (!known) keys.set(key, spellings);
        left = withoutSpellings(left, spellings);
      }
      return left;
    },
  };
}
