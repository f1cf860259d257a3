import type { Contract } from '@cc-gateway/spec';
import type { Exchange } from '../judging/exchange.ts';
import { matcherOf } from '../judging/operation-for.ts';

/**
 * Of a recording, what is the contract's: a browser records all that a page asks of anybody. An origin counts where one of its
 * requests is for a documented path; where none is, all do. `others`: the origins that are left out.
 */
export function ownOf(contract: Contract, exchanges: Exchange[]): { own: Exchange[]; others: string[] } {
  const match = matcherOf(contract);
  const isKnown = ({ request: { method, target } }: Exchange): boolean =>
    match(method, target.split('?')[0]!).methods.length > 0;
  const origins = new Set(exchanges.filter(isKnown).map(({ origin }) => origin));
  if (origins.size === 0) return { own: exchanges, others: [] };
  const own = exchanges.filter(({ origin }) => origins.has(origin));
  const others = exchanges.flatMap(({ origin }) => (origin === undefined || origins.has(origin) ? [] : [origin]));
  return { own, others: [...new Set(others)] };
}
