import { isDeepStrictEqual } from 'node:util';
import type { Effect, Operation } from '@cc-gateway/spec';
import { keysOf, type Found, type OperationPair } from './version.ts';

/** How the effects of a success change: any other effect is another operation. */
export function compareEffects({ base, revision }: OperationPair): Found[] {
  const change = (level: 'major' | 'patch', what: string, operation: Operation, index: number): Found => ({
    level,
    rule: 'effect',
    message: what,
    place: { side: operation === base ? 'base' : 'revision', keys: [...keysOf(operation), 'x-effects', index] },
  });
  const lost = base.effects.flatMap((then, index) =>
    revision.effects.some(isSame(then)) ? [] : [change('major', `a success no longer ${said(then)}`, base, index)],
  );
  const now = revision.effects.flatMap((effect, index) => {
    const then = base.effects.find(isSame(effect));
    if (!then) return [change('major', `a success now ${said(effect)}`, revision, index)];
    return then.meaning === effect.meaning ? [] : [change('patch', 'an effect is worded differently', revision, index)];
  });
  return [...lost, ...now];
}

const isSame = (one: Effect) => (other: Effect) => isDeepStrictEqual(ruleOf(one), ruleOf(other));

const ruleOf = ({ row, key, set }: Effect): unknown => ({ row, key, set });

const said = ({ row, key, set }: Effect): string => `sets ${JSON.stringify(set)} in the row ${key} of ${row}`;
