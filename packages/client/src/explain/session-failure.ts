import type { CallState } from '../call-state.ts';
import type { Explanation } from '../explainer.ts';
import { shortestKey } from '../shortest-key.ts';
import { printableError } from './redact.ts';
import { kindOf } from './violations.ts';

/** Why there is no key: its source failed, gave none in time, or gave one that cannot be sent; and what tells more of that. */
export type SessionFault =
  | readonly ['failed', error: unknown]
  | readonly ['late', timeout: number]
  | readonly ['malformed', key: unknown];

/** A key that could not be had from the source of that name. */
export function sessionFailure(
  source: string,
  isAsked: boolean,
  [what, more]: SessionFault,
  { secrets }: CallState,
): Explanation {
  const end = 'nothing was sent.';
  if (what === 'failed') {
    return { message: `the ${source} function failed; ${end}`, cause: printableError(more, secrets, true) };
  }
  if (what === 'late')
    return { message: `the ${source} function gave no answer within ${Math.round(more)} ms; ${end}` };
  return { message: `the ${source} ${isAsked ? 'function gave' : 'is'} ${keyFault(more, source)}; ${end}` };
}

const noLogin = 'no login: expected { username, password }, two strings, and no colon in the name';

function keyFault(key: unknown, source: string): string {
  if (typeof key !== 'string') return `no string: ${kindOf(key)}`;
  if (key === '') return source.startsWith('login ') ? noLogin : 'empty';
  if (!/^[\x21-\x7e]+$/.test(key)) return 'malformed: it has a blank, a control character or one beyond ASCII';
  return `too short to be a key: under ${shortestKey} characters`;
}
