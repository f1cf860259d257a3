import { ConnectionError, GatewayError, InvalidArgumentError, RefusedError } from '@cc-gateway/client';

/** What our client makes of a call, in words. */
export interface Verdict {
  kind: 'applied' | 'not-applied' | 'unknown' | 'not-sent';
  /** Did it take effect? */
  headline: string;
  /** What the client says. */
  detail: string;
  /** The result code, where the gateway refused. */
  retcode?: string;
  /** The session is what was refused. */
  session?: true;
  /** Nothing answered. */
  unreachable?: true;
}

/** The verdict on a call that our client made. Rejects with what is no error of a call. */
export async function verdictOf(call: Promise<unknown>): Promise<Verdict> {
  try {
    await call;
    return { kind: 'applied', headline: 'It took effect.', detail: 'The gateway did what was asked.' };
  } catch (error) {
    if (error instanceof InvalidArgumentError) {
      return { kind: 'not-sent', headline: 'Not sent.', detail: error.message };
    }
    if (!(error instanceof GatewayError)) throw error;
    return {
      kind: error.outcome,
      headline: error.outcome === 'unknown' ? 'It may have taken effect.' : 'Nothing took effect.',
      detail: error.message,
      ...(error instanceof RefusedError && { retcode: error.retcode }),
      ...(error instanceof RefusedError && error.class === 'session' && { session: true as const }),
      ...(error instanceof ConnectionError && { unreachable: true as const }),
    };
  }
}
