import type { Wish } from './form.ts';
import { plainRequestOf } from './plain-request.ts';
import { rawText, type Result } from './result.ts';
import { verdictOn, verdictWith } from './verdict.ts';

/** Sends a request as it stands, whether it keeps the contract or not: to see how the gateway refuses it. */
export async function sendAnyway(wish: Wish): Promise<Result> {
  const { method, target, ...request } = plainRequestOf(wish);
  let response: Response;
  try {
    response = await fetch(location.origin + target, { method, redirect: 'error', ...request });
  } catch (error) {
    return { answer: undefined, verdict: verdictWith('unknown', (error as Error).message, { unreachable: true }) };
  }
  const answer = await rawText(response.clone());
  return { answer, verdict: verdictOn(wish.operation, response.status, await response.text()) };
}
