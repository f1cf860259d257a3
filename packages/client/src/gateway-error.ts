import { nameClass } from './brand.ts';
import type { CallState } from './call-state.ts';
import { stamp } from './contract.ts';
import type { ContractStamp, Outcome } from './facts.ts';
import type { HeadersLike } from './transport.ts';

/** What a failure knows by itself; the rest comes from the state of its call. */
export interface Failure {
  outcome: Outcome;
  retryable?: boolean;
  status?: number;
  headers?: HeadersLike;
  cause?: unknown;
}

/** Any failure of a call. `outcome` says whether the call may have taken effect. */
export class GatewayError extends Error {
  static {
    nameClass(this, 'GatewayError');
  }
  /** The operation that was called. */
  readonly operationId: string;
  /** `not-applied`: nothing took effect. `unknown`: it may have. */
  readonly outcome: Outcome;
  /** Whether the same call may be tried again later: it took no effect, and another try may fare better. */
  readonly retryable: boolean;
  /** How many requests were sent, or tried to be sent. */
  readonly attempts: number;
  /** Milliseconds from the call to this failure, waiting included. */
  readonly durationMs: number;
  /** The contract that this client was made from. */
  readonly contract: ContractStamp = stamp;
  /** HTTP status of the answer, where there was one. */
  declare readonly status?: number;
  /** Headers of the answer, where there was one; keys of the session are left out. */
  declare readonly headers?: HeadersLike;

  constructor(message: string, state: CallState, { outcome, retryable = false, status, headers, cause }: Failure) {
    super(`${state.operationId}: ${message}`, cause === undefined ? undefined : { cause });
    this.operationId = state.operationId;
    // An earlier attempt of this call may have taken effect, whatever became of this one.
    this.outcome = state.uncertain ? 'unknown' : outcome;
    this.retryable = retryable && this.outcome === 'not-applied';
    this.attempts = state.attempts;
    this.durationMs = Math.round(performance.now() - state.started);
    if (status !== undefined) this.status = status;
    if (headers) this.headers = headers;
  }

  /** What a log should hold of it. */
  toJSON(): Record<string, unknown> {
    const headers: Record<string, string> = {};
    this.headers?.forEach((value, name) => (headers[name] = value));
    const { name, message } = this;
    return Object.assign({ name, message } as Record<string, unknown>, this, this.headers && { headers });
  }
}
