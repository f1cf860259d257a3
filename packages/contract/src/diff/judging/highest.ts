import type { Level } from '../comparing/changes.ts';

const order: Level[] = ['patch', 'minor', 'major'];

/** The highest level of all; undefined where there is no change. */
export const highest = (changes: { level: Level }[]): Level | undefined =>
  order.findLast((level) => changes.some((change) => change.level === level));
