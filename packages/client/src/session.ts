import type { CallState } from './call-state.ts';
import { within } from './deadline.ts';
import { AbortedError, SessionError } from './errors.ts';
import { printableError, redactor, withoutTokens } from './redact.ts';
import type { AbortSignalLike } from './transport.ts';
import { kindOf } from './violations.ts';

/**
 * The session's key: the key itself, or a function that is asked for it at each attempt. After the gateway has refused a
 * key as lapsed, the function is told which.
 */
export type GuidSource = string | ((refused?: string) => string | PromiseLike<string>);

/** A key, and how often the session had been renewed when it was given. */
export interface Key {
  guid: string;
  renewals: number;
}

/** Where the keys of a client's calls come from. */
export interface Session {
  /** Whether another key can be had. */
  renewable: boolean;
  /** The key for an attempt; a fresh one where `refused` is given. Throws SessionError or AbortedError. */
  key(state: CallState, limits: Limits, refused?: Key): Key | Promise<Key>;
}

interface Limits {
  timeout: number;
  signal: AbortSignalLike | undefined;
}

/** A session over a source of keys. Callers who need a key at the same time share one question. */
export function sessionOf(source: GuidSource, name = 'guid'): Session {
  const underWay: { plain?: PromiseLike<unknown> | undefined; renewal?: PromiseLike<unknown> | undefined } = {};
  let renewals = 0;
  let newest: string | undefined;

  /** Asks the source, or joins those who are asking it. */
  function ask(refused: Key | undefined): unknown {
    const slot = refused ? 'renewal' : 'plain';
    if (underWay[slot]) return underWay[slot];
    if (typeof source === 'string') return source;
    const answer: unknown = refused ? source(refused.guid) : source();
    if (!isThenable(answer)) return answer;
    const question: Promise<unknown> = Promise.resolve(answer).finally(() => forget(question));
    question.catch(() => {});
    return (underWay[slot] = question);
  }
  function forget(question: unknown): void {
    if (underWay.plain === question) underWay.plain = undefined;
    if (underWay.renewal === question) underWay.renewal = undefined;
  }

  return {
    renewable: typeof source === 'function',
    key(state, { timeout, signal }, refused) {
      // Somebody renewed the session while this call was on its way: his answer serves.
      if (refused && refused.renewals < renewals) return { guid: newest!, renewals };
      const before = renewals;
      const fail = (why: string, cause?: unknown): SessionError =>
        new SessionError(`${why}; nothing was sent.`, state, { outcome: 'not-applied', cause });
      const broken = (error: unknown): SessionError => {
        const redact = redactor(state.secrets);
        const cause = printableError(error, (text) => withoutTokens(redact(text)), redact);
        return fail(`the ${name} function failed`, cause);
      };
      const keyOf = (guid: unknown): Key => {
        const fault = guidFault(guid);
        if (fault) throw fail(`the ${name} ${typeof source === 'function' ? 'function gave' : 'is'} ${fault}`);
        if (refused && before === renewals) {
          renewals++;
          newest = guid as string;
        }
        return { guid: guid as string, renewals: refused ? renewals : before };
      };
      let question: unknown;
      try {
        question = ask(refused);
      } catch (error) {
        throw broken(error);
      }
      if (!(question instanceof Promise)) return keyOf(question);
      const asked: Promise<unknown> = question;
      const late = (): SessionError => {
        forget(question);
        return fail(`the ${name} function gave no answer within ${timeout} ms`);
      };
      const aborted = (reason: unknown): AbortedError => abortedEarly(state, reason);
      return within({ timeout, signal, late, aborted, broken }, () => asked).then(keyOf);
    },
  };
}

/** The error of a call that its caller ended before anything was sent, or between attempts that took no effect. */
export const abortedEarly = (state: CallState, reason: unknown): AbortedError =>
  new AbortedError('the caller ended it; nothing is under way.', state, { outcome: 'not-applied', cause: reason });

function guidFault(guid: unknown): string | undefined {
  if (typeof guid !== 'string') return `no string: ${typeof guid === 'object' && guid ? 'an object' : kindOf(guid)}`;
  if (guid === '') return 'empty';
  return /^[\x21-\x7e]+$/.test(guid) ? undefined : 'malformed: it has a blank, a control character or one beyond ASCII';
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function';
