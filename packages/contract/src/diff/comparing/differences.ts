import { compareAnswers } from './answers.ts';
import { compareRequest } from './bodies.ts';
import { compareEffects } from './effects.ts';
import { compareMeaning } from './meaning.ts';
import { compareParameters } from './parameters.ts';
import { comparePreconditions } from './preconditions.ts';
import { compareRetcodes } from './retcodes.ts';
import { compareSecurity } from './security.ts';
import { compareSessions } from './session.ts';
import { compareState } from './state.ts';
import { compareTolerated } from './tolerated.ts';
import type { Difference } from './changes.ts';
import { operationPairs, type Version } from '../reading/versions.ts';

/** Every difference between two contracts. */
export function differencesOf(before: Version, after: Version): Difference[] {
  const operations = operationPairs(before, after).flatMap((pair) => [
    ...compareParameters(pair),
    ...compareRequest(pair),
    ...compareAnswers(pair),
    ...compareSecurity(pair),
    ...compareMeaning(pair),
    ...comparePreconditions(pair),
    ...compareEffects(pair),
    ...compareTolerated(pair),
  ]);
  const shared = [compareRetcodes, compareSessions, compareState].flatMap((rule) => rule(before, after));
  return [...operations, ...shared];
}
