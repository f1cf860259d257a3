import type { Operation } from '@cc-gateway/spec';
import type { Case } from '../answers/reading/case.ts';
import type { Run } from './run.ts';

/** Of what concerns the server more than the operation, each further operation gets one in so many. */
const share = 4;

/**
 * Cases of one kind that concern the server more than the operation. The first operation that has the kind gets all of them;
 * further ones get the first of each rule, which is their own, and a share of the rest, another one each, so that together they
 * get all again.
 */
export function spread(run: Run, operation: Operation, kind: string, cases: Case[]): Case[] {
  const turn = cases.length === 0 ? 0 : run.turn(operation, kind);
  const first = firstOfRules(cases);
  return cases.flatMap((each, at) => {
    if (first.has(each)) return [each];
    return turn === 0 || at % share === turn % share ? [{ ...each, isForAll: true }] : [];
  });
}

/** The first case of each rule. */
export const firstOfRules = (cases: Case[]): Set<Case> =>
  new Set(new Map(cases.toReversed().map((each) => [each.rule, each])).values());

/** Counts the operations that have a kind of probe: 0 for the first one, and for all where nothing is to be left out. */
export function createTurns(isWhole: boolean): Run['turn'] {
  const known = new Map<string, Map<Operation, number>>();
  return (operation, kind) => {
    if (isWhole) return 0;
    const turns = known.get(kind) ?? new Map<Operation, number>();
    known.set(kind, turns);
    if (!turns.has(operation)) turns.set(operation, turns.size);
    return turns.get(operation)!;
  };
}
