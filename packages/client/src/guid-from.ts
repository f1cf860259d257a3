import { sessionHeaders } from './contract.ts';
import { headerNamed } from './headers.ts';
import type { HeadersLike } from './transport.ts';

/**
 * The fresh GUID that an answer's headers hold, for example that of signing in or of polling; undefined where they hold none.
 * Takes `Headers`, or an object of names and values. It is what follows the first `=` of the contract's session header.
 */
export function guidFrom(
  headers: HeadersLike | Readonly<Record<string, string | readonly string[] | undefined>>,
): string | undefined {
  for (const wanted of sessionHeaders) {
    const [, guid] = /^[^=]*=(.*)$/s.exec(headerNamed(headers, wanted) ?? '') ?? [];
    if (guid?.trim()) return guid.trim();
  }
  return undefined;
}
