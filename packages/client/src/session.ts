import type { CallState } from './call-state.ts';
import { within } from './deadline.ts';
import type { Ending } from './ending.ts';
import { AbortedError, SessionError } from './errors.ts';
import { printableError, redactor, shortestKey, withoutTokens, withoutTokensInPath } from './redact.ts';
import { sharedQuestions } from './shared-questions.ts';
import { kindOf } from './violations.ts';

/**
 * The session's key: the key itself, or a function that is asked for it at each attempt. After the gateway has refused a
 * key as lapsed, the function is told which.
 */
export type GuidSource = string | ((refused?: string) => string | PromiseLike<string>);

/** Where the keys of a client's calls come from. */
export interface Session {
  /** Whether another key can be had. */
  refreshable: boolean;
  /** The key for an attempt; another than `lapsed` where that is given. Throws SessionError or AbortedError. */
  key(state: CallState, limits: SessionLimits, lapsed?: string): string | Promise<string>;
}

/** How long a call waits for a key, in milliseconds, and the caller's way to end it. */
export interface SessionLimits {
  guidTimeout: number;
  deadline: number | undefined;
  ending: Ending;
}

/** A session over a source of keys. `anyLength` takes keys that are too short to be kept out of texts; `name` is what errors call it. */
export function sessionOf(source: GuidSource, anyLength: boolean, name = 'guid'): Session {
  const questions = typeof source === 'function' ? sharedQuestions(source) : undefined;

  return {
    refreshable: questions !== undefined,
    key(state, { guidTimeout, deadline, ending }, lapsed) {
      const fail = (why: string, cause?: unknown): SessionError =>
        new SessionError(`${why}; nothing was sent.`, state, { outcome: 'not-applied', cause });
      const broken = (error: unknown): SessionError => {
        const redact = redactor(state.secrets);
        const without = (tokens: (text: string) => string) => (text: string) => tokens(redact(text));
        return fail(
          `the ${name} function failed`,
          printableError(error, without(withoutTokens), without(withoutTokensInPath)),
        );
      };
      const checked = (guid: unknown): string => {
        const fault = guidFault(guid, anyLength);
        if (fault) throw fail(`the ${name} ${questions ? 'function gave' : 'is'} ${fault}`);
        return guid as string;
      };
      if (!questions) return checked(source);
      const left = deadline === undefined ? guidTimeout : deadline - (performance.now() - state.started);
      const timeout = Math.max(1, Math.min(guidTimeout, left));
      let answer: unknown;
      try {
        answer = questions.ask(lapsed);
      } catch (error) {
        throw broken(error);
      }
      if (!(answer instanceof Promise)) return checked(answer);
      const asked: Promise<unknown> = answer;
      const late = (): SessionError => {
        questions.forget(asked);
        return fail(`the ${name} function gave no answer within ${Math.round(timeout)} ms`);
      };
      const aborted = (reason: unknown): AbortedError => abortedEarly(state, reason);
      return within({ timeout, ending, late, aborted, broken }, () => asked).then(checked);
    },
  };
}

/** The error of a call that its caller ended before anything was sent, or between attempts that took no effect. */
export const abortedEarly = (state: CallState, reason: unknown): AbortedError =>
  new AbortedError('the caller ended it; nothing is under way.', state, { outcome: 'not-applied', cause: reason });

/** Why something cannot be sent as a key; undefined where it can. */
export function guidFault(guid: unknown, anyLength: boolean): string | undefined {
  if (typeof guid !== 'string') return `no string: ${typeof guid === 'object' && guid ? 'an object' : kindOf(guid)}`;
  if (guid === '') return 'empty';
  if (!/^[\x21-\x7e]+$/.test(guid)) return 'malformed: it has a blank, a control character or one beyond ASCII';
  return anyLength || guid.length >= shortestKey ? undefined : `too short to be a key: under ${shortestKey} characters`;
}
