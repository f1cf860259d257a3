/** The time of a mock: it runs as the real one does, and can be put forward. */
export interface Clock {
  /** Milliseconds since the scenario began. */
  now(): number;
  /** Puts the clock forward. Throws RangeError unless `ms` is a number from 0 to 30 days. */
  advance(ms: number): void;
}

const longest = 30 * 24 * 3_600_000;

/** Starts a clock at 0. */
export function createClock(): Clock {
  const start = performance.now();
  let ahead = 0;
  return {
    now: () => performance.now() - start + ahead,
    advance(ms) {
      if (!(typeof ms === 'number' && ms >= 0 && ms <= longest)) {
        throw new RangeError(`A clock advances by milliseconds from 0 to ${longest}, not by ${String(ms)}.`);
      }
      ahead += ms;
    },
  };
}
