import type { Change, Difference } from '../comparing/changes.ts';
import type { Source } from '../reading/source.ts';
import { createLocator } from './locate.ts';

/** Differences with the places where a reader finds them. */
export function located(differences: Difference[], from: Source, to: Source): Change[] {
  const locators = { base: createLocator(from.file), revision: createLocator(to.file) };
  const sources = { base: from, revision: to };
  return differences.map(({ place: { side, keys }, ...difference }) => {
    const place = locators[side](keys);
    return { ...difference, ...place, file: sources[side].nameOf(place.file) };
  });
}

/** A file of one of the two documents; one that both have is named after the revision. */
export function nameOf(file: string, from: Source, to: Source): string {
  const [before, after] = [from.nameOf(file), to.nameOf(file)];
  return after.includes('..') ? before : after;
}
