import * as generated from '#catalogue';
import type { CallState } from '../call-state.ts';
import type { Explanation } from '../explainer.ts';
import type { Retcode } from '../facts.ts';
import type { HeadersLike } from '../transport.ts';
import type { Redact } from './redact.ts';

const catalogue = generated.catalogue as Record<string, Retcode>;
const unlisted = generated.unlisted as Retcode;

/** A refusal, as the catalogue has its code, with what the gateway says about it at the place `says` of its body. */
export function refusal(
  code: string,
  says: readonly string[] | undefined,
  body: unknown,
  redact: Redact,
  answered: { headers: HeadersLike; status?: number },
  { refreshed }: CallState,
): Explanation {
  const text = says?.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    body,
  );
  const isListed = Object.hasOwn(catalogue, code);
  const { outcome, ...entry } = isListed ? catalogue[code]! : unlisted;
  const retcode = isListed ? code : redact(code);
  const gatewayMessage = typeof text === 'string' ? redact(text).slice(0, 2000) : undefined;
  const told = gatewayMessage ? ` The gateway says: ${quoted(gatewayMessage)}.` : '';
  const facts = { ...answered, ...entry, retcode, gatewayMessage };
  return {
    name: 'RefusedError',
    message: `refused with retcode ${quoted(retcode)}. ${entry.meaning} ${entry.action}${told}`,
    outcome: outcome === 'not-applied' ? 'not-applied' : 'unknown',
    // A fresh key was tried already, and did not help.
    retryable: entry.retry !== 'never' && !(entry.retry === 'fresh-session' && refreshed),
    ...facts,
  };
}

const quoted = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
