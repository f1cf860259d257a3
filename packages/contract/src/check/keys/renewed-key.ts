import type { Seen } from '../answers/reading/observed.ts';
import { headerOf } from '../wire/raw-answer.ts';

/** The key that an answer hands out in the header of `x-session`: what follows the first `=`. */
export function renewedKey({ case: { operation }, answer }: Seen): string | undefined {
  const header = operation.security.flat().find(({ session }) => session)?.session?.header;
  const value = header && answer && headerOf(answer.headers, header.toLowerCase());
  if (!value) return undefined;
  const key = value
    .slice(value.indexOf('=') + 1)
    .split(';')[0]!
    .trim();
  return key.length >= 8 ? key : undefined;
}
