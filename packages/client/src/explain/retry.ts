import type { HeadersLike } from '../transport.ts';

const first = 200;
const longest = 5000;
/** The longest that a call waits because the gateway asks for it. */
const patience = 30_000;

/**
 * Milliseconds to wait before another attempt: what `Retry-After` asks for, or else a random part of a time that doubles
 * with each attempt (full jitter). Undefined where the gateway asks for more than 30 seconds: that is the caller's to wait.
 */
export function delayBefore(
  attempts: number,
  headers: HeadersLike | undefined,
  random: () => number = Math.random,
): number | undefined {
  const asked = retryAfter(headers?.get('retry-after') ?? null);
  if (asked! > patience) return undefined;
  // Who asks for no time at all would otherwise be asked by everybody at once.
  return asked || random() * Math.min(longest, first * 2 ** (attempts - 1));
}

/** Milliseconds that a `Retry-After` asks for: seconds, or a date in any of the three forms of RFC 9110, all of them GMT. */
export function retryAfter(value: string | null, now = Date.now()): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2,8},? [\w -]+\d\d:\d\d:\d\d [\dGMT]+$/.test(text)) return undefined;
  const date = Date.parse(`${text.replace(/ GMT$/, '')} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
