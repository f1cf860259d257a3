/** The questions to a source of keys, shared by the callers who have the same one at the same time. */
export interface SharedQuestions {
  /** The newest key; where `lapsed` is given, one that the gateway has not refused. Throws or rejects as the source does. */
  ask(lapsed?: string): unknown;
  /** Does not wait for a question any longer: the next caller asks anew. */
  forget(question: Promise<unknown>): void;
}

const firstPause = 200;
const longestPause = 30_000;

/** Most keys of which it is remembered that they lapsed. */
const mostLapsed = 100;

/**
 * Shares the questions to `source`. It is told of each lapsed key once; who comes later with the same one is given the newest
 * that the source has by then. A question that brought no other key is not put again before a pause is over, which grows
 * each time: a sign-in that is down is not stormed.
 */
export function sharedQuestions(source: (lapsed?: string) => unknown): SharedQuestions {
  /** Questions under way, by the key that lapsed. */
  const underWay = new Map<string | undefined, Promise<unknown>>();
  const lapsedKeys = new Set<string>();
  /** What the last question for another key brought. */
  let last: unknown;
  /** Until when, in milliseconds of `performance.now()`, and for how long the last answer stands in for another question. */
  let vain: { until: number; pause: number; answer: () => unknown } | undefined;

  const forget = (question: Promise<unknown>): void => {
    for (const [lapsed, each] of underWay) if (each === question) underWay.delete(lapsed);
  };

  /** Asks once for all who ask the same until the answer is there. */
  function share(lapsed: string | undefined, question: () => unknown, told?: (answer: unknown) => void): unknown {
    const asked = underWay.get(lapsed);
    if (asked) return asked;
    const answer = question();
    if (!isThenable(answer)) {
      told?.(answer);
      return answer;
    }
    const waiting: Promise<unknown> = Promise.resolve(answer)
      .then((value) => (told?.(value), value))
      .finally(() => forget(waiting));
    waiting.catch(() => {});
    underWay.set(lapsed, waiting);
    return waiting;
  }

  async function another(lapsed: string): Promise<unknown> {
    const isUsable = (key: unknown): boolean => typeof key === 'string' && !lapsedKeys.has(key);
    if (lapsedKeys.has(lapsed)) {
      const newest = await source();
      if (isUsable(newest)) return newest;
      // The source itself does not remember what it gave.
      if (isUsable(last)) return last;
    }
    if (vain && performance.now() < vain.until) return vain.answer();
    const inVain = (answer: () => unknown): unknown => {
      const pause = vain ? Math.min(longestPause, vain.pause * 2) : firstPause;
      vain = { until: performance.now() + pause, pause, answer };
      return answer();
    };
    try {
      last = await source(lapsed);
    } catch (error) {
      return inVain(() => {
        throw error;
      });
    }
    lapsedKeys.add(lapsed);
    if (lapsedKeys.size > mostLapsed) lapsedKeys.delete([...lapsedKeys][0]!);
    if (!isUsable(last)) return inVain(() => last);
    vain = undefined;
    return last;
  }

  return {
    forget,
    ask(lapsed) {
      if (lapsed === undefined) return share(undefined, source);
      // What was asked before the refusal must not answer after the key was refreshed.
      return share(
        lapsed,
        () => another(lapsed),
        () => underWay.delete(undefined),
      );
    },
  };
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function';
