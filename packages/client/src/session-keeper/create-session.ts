import { times } from '#session';
import { guidFrom } from '../guid-from.ts';
import type { HeadersLike } from '../transport.ts';

/** What signing in gives: the key itself, the headers that bring it, or an answer with such headers. */
export type SignedIn = string | Headed | Headed['headers'];
interface Headed {
  readonly headers: HeadersLike | Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Settings of a session. */
export interface SessionOptions {
  /** Signs the agent in. Its signal aborts when the session is stopped, or when `signInTimeout` is over. */
  signIn: (signal: AbortSignal) => SignedIn | PromiseLike<SignedIn>;
  /**
   * Keeps the agent signed in, by polling or a heartbeat with the key; its answer may bring a fresh key, and nothing is as
   * good as none. `signIn` unless told.
   */
  heartbeat?: ((guid: string, signal: AbortSignal) => SignedIn | void | PromiseLike<SignedIn | void>) | undefined;
  /** Milliseconds from key to heartbeat; what the contract says unless told. */
  renewMs?: number | undefined;
  /** Milliseconds from the last sign of life to the death of the key; what the contract says unless told. */
  dieMs?: number | undefined;
  /** Milliseconds for each sign-in and each heartbeat; 30,000 unless told. */
  signInTimeout?: number | undefined;
  /** Told why a heartbeat failed; it is tried again until the key is dead. */
  onError?: ((error: unknown) => void) | undefined;
}

/** A session that keeps its key fresh, from the first question for it until it is stopped. */
export interface KeptSession extends Disposable {
  /** The key that is valid now, signed in for where there is none: the `guid` of a client. */
  readonly guid: (refused?: string) => Promise<string>;
  /** Takes the fresh key that an answer brought elsewhere, and says whether there was one. */
  take(from: SignedIn): boolean;
  /** Ends the heartbeats, and what is under way. The process was never held. */
  stop(): void;
}

const firstPause = 500;

/** Creates a session. Nothing is asked before its key is. Throws a TypeError where an option is wrong. */
export function createSession(options: SessionOptions): KeptSession {
  const { signIn, heartbeat, renewMs, dieMs, signInTimeout, onError } = checked(options);
  const stopped = new AbortController();
  let current: { guid: string; since: number } | undefined;
  let signingIn: Promise<string> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls a function of the caller's, for as long as is allowed; the process may end where nobody waits for it. */
  async function ask<T>(
    what: string,
    isWaitedFor: boolean,
    question: (signal: AbortSignal) => T | PromiseLike<T>,
  ): Promise<T> {
    const controller = new AbortController();
    let end: (error: Error) => void;
    const ended = new Promise<never>((_, reject) => (end = reject));
    const giveUp = (why: string): void => {
      end(new Error(`${what} ${why}`));
      controller.abort();
    };
    const limit = setTimeout(() => giveUp(`gave no answer within ${signInTimeout} ms`), signInTimeout);
    if (!isWaitedFor) unref(limit);
    const onStop = (): void => giveUp('was ended: the session was stopped');
    stopped.signal.addEventListener('abort', onStop);
    try {
      return await Promise.race([ended, (async () => question(controller.signal))()]);
    } finally {
      clearTimeout(limit);
      stopped.signal.removeEventListener('abort', onStop);
    }
  }

  function keep(guid: string): string {
    current = { guid, since: performance.now() };
    beatAfter(renewMs, firstPause);
    return guid;
  }

  function beatAfter(milliseconds: number, pause: number): void {
    clearTimeout(timer);
    if (stopped.signal.aborted) return;
    timer = setTimeout(() => void beat(pause), milliseconds);
    unref(timer);
  }

  async function beat(pause: number): Promise<void> {
    const { guid } = current!;
    try {
      if (!heartbeat) return void (await signInOnce(guid));
      const answer = await ask('heartbeat', false, (signal) => heartbeat(guid, signal));
      // Another key may have been taken in the meantime.
      if (current?.guid === guid) keep(keyIn(answer) ?? guid);
    } catch (error) {
      if (stopped.signal.aborted) return;
      report(onError, error);
      if (current?.guid !== guid) return;
      if (performance.now() - current.since < dieMs) beatAfter(pause, pause * 2);
      else current = undefined;
    }
  }

  /** Signs in; `alive` is the key that goes on where this brings none. */
  async function newKey(alive: string | undefined): Promise<string> {
    const guid = keyIn(await ask('signIn', alive === undefined, signIn)) ?? alive;
    if (!guid) throw new Error('signIn gave no key: expected one, or headers that bring one.');
    return keep(guid);
  }

  /** Signs in, or waits for who does that already: a second sign-in may end the session of the first. */
  const signInOnce = (alive?: string): Promise<string> =>
    (signingIn ??= newKey(alive).finally(() => (signingIn = undefined)));

  return {
    async guid(refused) {
      if (stopped.signal.aborted) throw new Error('the session was stopped.');
      const isAlive = current && performance.now() - current.since < dieMs && current.guid !== refused;
      return isAlive ? current!.guid : signInOnce();
    },
    take(from) {
      const guid = keyIn(from);
      if (guid && !stopped.signal.aborted) keep(guid);
      return guid !== undefined;
    },
    stop() {
      clearTimeout(timer);
      stopped.abort();
    },
    [Symbol.dispose]() {
      this.stop();
    },
  };
}

/** Lets a process end before a timer; platforms other than Node number theirs. */
const unref = (timer: unknown): void => (timer as { unref?: () => void }).unref?.();

function keyIn(from: SignedIn | void): string | undefined {
  if (typeof from === 'string') return from || undefined;
  if (typeof from !== 'object' || from === null) return undefined;
  const { headers = from } = from as Partial<Headed>;
  return guidFrom(headers as Headed['headers']);
}

function report(listener: SessionOptions['onError'], error: unknown): void {
  try {
    listener?.(error);
  } catch {
    // A listener must not end the session.
  }
}

type Checked = Omit<SessionOptions, 'renewMs' | 'dieMs' | 'signInTimeout'> &
  Record<'renewMs' | 'dieMs' | 'signInTimeout', number>;

function checked(options: SessionOptions): Checked {
  const { renewMs = times.renewMs, dieMs = times.dieMs, signInTimeout = 30_000, ...functions } = options ?? {};
  if (typeof functions.signIn !== 'function') throw new TypeError('signIn must be a function.');
  const numbers = { renewMs, dieMs, signInTimeout };
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value === 'number' && value > 0 && value < 2 ** 31) continue;
    throw new TypeError(`${name} must be milliseconds above 0 and below 2147483648, received ${String(value)}.`);
  }
  return { ...functions, ...(numbers as Record<keyof typeof numbers, number>) };
}
