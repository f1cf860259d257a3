const firstPause = 200;
const longestPause = 30_000;

/** Most keys of which it is remembered that they lapsed. */
const mostLapsed = 100;

/**
 * A function that asks `source` for another key than one that lapsed. The source is told of each lapsed key once; who comes
 * later with the same one is given the newest that the source has by then. A question that brought no other key is not put
 * again before a pause is over, which grows each time: a sign-in that is down is not stormed.
 */
export function keyRefresher(source: (lapsed?: string) => unknown): (lapsed: string) => Promise<unknown> {
  const lapsedKeys = new Set<string>();
  const isUsable = (key: unknown): boolean => typeof key === 'string' && !lapsedKeys.has(key);
  /** What the last question for another key brought. */
  let last: unknown;
  /** Until when, in milliseconds of `performance.now()`, and for how long the last answer stands in for another question. */
  let vain: { until: number; pause: number; answer: () => unknown } | undefined;

  return async (lapsed) => {
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
  };
}
