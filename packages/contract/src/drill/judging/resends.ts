import { valuesOf, type Attempt } from '../gateway/attempt.ts';
import type { Breach, Call } from './evidence.ts';
import { rules, type CallerRule } from './rules.ts';

/** A pause that is shorter is none: a request takes about as long. */
const leastPauseMs = 20;

/** Timers may be early by as much. */
const earlyMs = 25;

/** How much longer the last of three pauses is, at least, than the first. */
const growth = 1.2;

/** More are no end. A fresh session that is refused, too, is no session's fault. */
const mostAttempts = { backoff: 20, 'fresh-session': 3 };

/** Whether and how a caller sent again. */
export function resends({ situation, attempts, keyNames, ending }: Call): Breach[] {
  const own = attempts.filter(({ isElsewhere }) => !isElsewhere);
  const times = `${own.length} requests`;
  const { outcome, retry, finally: last } = situation;
  if (own.length === 1) {
    if (last !== 'applied' || retry === 'never') return [];
    return retry === 'fresh-session'
      ? [
          {
            rule: rules.notRenewed,
            received: 'one request',
            expected: 'another with the key from CC_GATEWAY_SESSION_URL',
          },
        ]
      : [{ rule: rules.gaveUp, received: 'one request', expected: 'another after a pause' }];
  }
  if (retry === 'never') {
    const rule = { applied: rules.resentDone, 'not-applied': rules.resentNever, unknown: rules.resentUnknown }[outcome];
    return [{ rule, received: `${times}, the second after ${pausesOf(own)[0]} ms`, expected: 'one request' }];
  }
  const found: Breach[] = [];
  const add = (rule: CallerRule, received: string, expected: string): number =>
    found.push({ rule, received, expected });
  const pauses = pausesOf(own);
  if (own.length > mostAttempts[retry] || ending.code === undefined) add(rules.endless, times, 'an end');
  if (retry === 'fresh-session') {
    const keyOf = (attempt: Attempt): string => keyNames.flatMap((name) => valuesOf(attempt, name)).join();
    const isRepeated = own.some((attempt, at) => at > 0 && keyOf(attempt) === keyOf(own[at - 1]!));
    if (isRepeated) add(rules.sameKey, 'the same key again', 'a fresh key, from CC_GATEWAY_SESSION_URL');
    return found;
  }
  const shortest = Math.min(...pauses);
  if (shortest < leastPauseMs) add(rules.noPause, `sent again after ${shortest} ms`, 'a pause');
  const [first = 0] = pauses;
  const asked = situation.plays[0];
  const waits = 'special' in asked && asked.special === 'asks-to-wait' ? 1_000 : 0;
  if (first < waits - earlyMs) add(rules.tooEarly, `sent again after ${first} ms`, `${waits} ms, as Retry-After says`);
  if (pauses.length >= 3 && pauses.at(-1)! < growth * first)
    add(rules.steady, `pauses of ${pauses.join(', ')} ms`, 'pauses that grow');
  return found;
}

const pausesOf = (attempts: Attempt[]): number[] =>
  attempts.slice(1).map(({ atMs }, index) => Math.round(atMs - attempts[index]!.atMs));
