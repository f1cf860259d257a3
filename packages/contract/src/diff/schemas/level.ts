/** What a change demands of the next version. */
export type Level = 'major' | 'minor' | 'patch';

export const levels: readonly Level[] = ['major', 'minor', 'patch'];

/** The highest of some levels; undefined where there is none. */
export const highestOf = (given: Iterable<Level>): Level | undefined => {
  const all = new Set(given);
  return levels.find((level) => all.has(level));
};
