import type { HeadersLike } from './transport.ts';

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
  if (asked !== undefined) return asked > patience ? undefined : asked;
  return random() * Math.min(longest, first * 2 ** (attempts - 1));
}

/** Milliseconds that a `Retry-After` asks for, in either of its forms. */
export function retryAfter(value: string | null, now = Date.now()): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = /^[A-Z][a-z]{2},? /.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** How many retries a client may still make. */
export interface RetryBudget {
  /** Takes one retry; false where none is left. */
  take(): boolean;
  /** A call succeeded. */
  earn(): void;
}

/** A budget of 100 retries, to which each success gives a tenth of one back: a gateway that is down is not stormed. */
export function retryBudget(most = 100): RetryBudget {
  let left = most;
  return {
    take: () => left >= 1 && left-- >= 1,
    earn: () => (left = Math.min(most, left + 0.1)),
  };
}
