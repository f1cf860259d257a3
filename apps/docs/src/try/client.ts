import {
  ConnectionError,
  createGatewayClient,
  GatewayError,
  InvalidArgumentError,
  RefusedError,
} from '@cc-gateway/client';
import type { Wish } from './form.ts';
import { rawText, type Result } from './result.ts';
import { verdictWith, type Verdict } from './verdict.ts';

type Call = (args: Record<string, unknown>, options: object) => Promise<unknown>;

/** Sends a request with our own client to this page's origin. */
export async function send({ operation, args, session, prefer }: Wish): Promise<Result> {
  let answer: string | undefined;
  let sent = false;
  const gateway = createGatewayClient({
    baseUrl: location.origin,
    guid: session,
    fetch: async (input: string, init: RequestInit) => {
      sent = true;
      const response = await fetch(input, init);
      answer = await rawText(response.clone());
      return response;
    },
    headers: prefer === undefined ? {} : { Prefer: prefer },
  }) as unknown as Record<string, Call>;
  // A person who tries a call wants to see each answer.
  const call = gateway[operation.id]!(args, { retries: 0 });
  const verdict = await verdictOf(call, () => sent);
  return { answer, verdict };
}

/** The verdict on a call that our client made; `wasSent` tells whether a request left. Rejects with what is no error of a call. */
async function verdictOf(call: Promise<unknown>, wasSent: () => boolean): Promise<Verdict> {
  try {
    await call;
    return verdictWith('applied', '');
  } catch (error) {
    if (error instanceof InvalidArgumentError) {
      const argument = error.violations[0]?.path.split('/')[1];
      return verdictWith('not-sent', error.message, argument === undefined ? {} : { argument });
    }
    if (!(error instanceof GatewayError)) throw error;
    if (!wasSent()) return verdictWith('not-sent', error.message);
    return verdictWith(error.outcome, error.message, {
      ...(error instanceof RefusedError && { retcode: error.retcode }),
      ...(error instanceof RefusedError && error.class === 'session' && { session: true as const }),
      ...(error instanceof ConnectionError && { unreachable: true as const }),
    });
  }
}
