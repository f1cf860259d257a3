import type { CallState } from './call-state.ts';
import { within } from './deadline.ts';
import type { Ended } from './ending.ts';
import type { SessionFault } from './explain/session-failure.ts';
import { Unexplained } from './explainer.ts';
import { sharedQuestions } from './shared-questions.ts';
import { shortestKey } from './shortest-key.ts';

/**
 * The session's key: the key itself, or a function that is asked for it at each attempt. After the gateway has refused a
 * key as lapsed, the function is told which.
 */
export type GuidSource = string | ((refused?: string) => string | PromiseLike<string>);

/** Where the keys of a client's calls come from. */
export interface Session {
  /** Whether another key can be had. */
  refreshable: boolean;
  /** The key for an attempt; another than `lapsed` where that is given. Throws what is to be explained. */
  key(state: CallState, lapsed?: string): string | Promise<string>;
}

/** A session over a source of keys. `anyLength` takes keys that are too short to be kept out of texts; `name` is what errors call it. */
export function sessionOf(source: GuidSource, anyLength: boolean, name = 'guid'): Session {
  const questions = typeof source === 'function' ? sharedQuestions(source) : undefined;
  const fault = (state: CallState, ...why: SessionFault): Unexplained =>
    new Unexplained('SessionError', (by) => by.sessionFailure(name, !!questions, why, state), unsent);

  return {
    refreshable: !!questions,
    key(state, lapsed) {
      const checked = (key: unknown): string => {
        if (isKey(key, anyLength)) return key;
        throw fault(state, 'malformed', key);
      };
      let asked: unknown = source;
      try {
        if (questions) asked = questions.ask(lapsed);
      } catch (error) {
        throw fault(state, 'failed', error);
      }
      if (!(asked instanceof Promise)) return checked(asked);
      const timeout = Math.max(1, state.until - performance.now());
      const failure = (how: Ended, why: unknown): Unexplained => {
        if (how === 'aborted') return abortedEarly(why);
        if (how === 'broken') return fault(state, 'failed', why);
        questions!.forget(asked);
        return fault(state, 'late', timeout);
      };
      return within({ timeout, ending: state, failure }, () => asked as Promise<unknown>).then(checked);
    },
  };
}

const unsent = { outcome: 'not-applied' } as const;

/** The failure of a call that its caller ended before anything was sent, or between attempts that took no effect. */
export const abortedEarly = (cause: unknown): Unexplained =>
  new Unexplained('AbortedError', (by) => by.abortedEarly(), { ...unsent, cause });

/** Whether something can be sent as a key. */
export const isKey = (key: unknown, anyLength: boolean): key is string =>
  typeof key === 'string' && /^[\x21-\x7e]+$/.test(key) && (anyLength || key.length >= shortestKey);
