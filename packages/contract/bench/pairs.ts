import type { Json } from '@cc-gateway/spec';
import { documentOf, narrowings, others, sames, type Pair } from '../test/diff/kinds.ts';
import { cases, everything, partsOf } from '../test/diff/pairs-of-documents.ts';
import { pairsOfOperations } from '../test/diff/pairs-of-operations.ts';
import { pairsOfRewritings } from '../test/diff/pairs-of-rewritings.ts';
import { pairsOfSchemas } from '../test/diff/pairs-of-schemas.ts';

/** Two documents, and whether the second breaks who relies on the first. */
export interface Judged {
  base: Json;
  revision: Json;
  isBreak: boolean;
}

const schemas = ([, base, revision, before, after]: Pair, way: 'request' | 'response', isBreak: boolean): Judged => ({
  base: documentOf(base, way, before),
  revision: documentOf(revision, way, after),
  isBreak,
});

const turned = ({ base, revision }: Judged, isBreak: boolean): Judged => ({ base: revision, revision: base, isBreak });

/** Every pair of the tests that OpenAPI alone judges, those of each kind far from each other. */
export function pairsToCompare(): Judged[] {
  const kinds: Judged[][] = [
    [...pairsOfSchemas, ...pairsOfOperations, ...pairsOfRewritings].map(({ base, revision, level }) => ({
      base,
      revision,
      isBreak: level === 'major',
    })),
    sames.flatMap((pair) => [schemas(pair, 'request', false), schemas(pair, 'response', false)]),
    narrowings.flatMap((pair) => [
      schemas(pair, 'request', true),
      turned(schemas(pair, 'request', true), false),
      schemas(pair, 'response', false),
      turned(schemas(pair, 'response', false), true),
    ]),
    others.flatMap((pair) => [schemas(pair, 'request', true), schemas(pair, 'response', true)]),
    cases.map(([level, , change, before]) => {
      const base = everything();
      before?.(partsOf(base));
      const revision = structuredClone(base);
      change(partsOf(revision));
      return { base, revision, isBreak: level === 'major' };
    }),
  ];
  // By their share of each list, so that any part of the whole holds of all.
  return kinds
    .flatMap((list) => list.map((pair, index) => ({ pair, at: ((index * 7919) % list.length) / list.length })))
    .toSorted((a, b) => a.at - b.at)
    .map(({ pair }) => pair);
}
