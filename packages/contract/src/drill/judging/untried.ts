import type { Evidence } from './evidence.ts';

/** Why nothing can be said of a caller in a situation; undefined where something can. */
export function reasonUntried({ situation, attempts, isCrossed }: Evidence): string | undefined {
  const own = attempts.filter(({ isElsewhere }) => !isElsewhere);
  const { certificate, calls } = situation;
  if (own.length === 0) return certificate === undefined ? 'no request came' : undefined;
  if (calls === 'in turn' && own.length === 1)
    return 'one request came: the command makes one call, whatever CC_GATEWAY_CALLS says';
  if (calls === 'in turn' && !own[1]!.isReused)
    return 'the second call came over a connection of its own: there is none that could be closed';
  if (calls === 'at once' && !isCrossed)
    return 'no second request came while the first was under way: the calls of this caller are not made at once';
  return undefined;
}
