import type { Latency } from './scenario.ts';

/** Numbers that look random and are the same in each run. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
}

/** Starts a sequence; the same seed gives the same one. (Mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c) */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}

// The 99th percentile of the standard normal distribution.
const z99 = 2.326_347_874;

/** One draw from a latency, in milliseconds. */
export function draw(latency: Latency, random: Random): number {
  if (typeof latency === 'number') return latency;
  if ('min' in latency) return latency.min + random.next() * (latency.max - latency.min);
  const sigma = Math.log(latency.p99 / latency.median) / z99;
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return latency.median * Math.exp(sigma * normal);
}
