import { brand, nameClass } from './brand.ts';
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
  /** Knows the errors of another copy of this package, in another folder or realm. */
  static override [Symbol.hasInstance](this: typeof GatewayError, value: unknown): boolean {
    // Classes that others derive inherit this function, and are told by their own prototypes.
    if (!Object.hasOwn(this.prototype, brand)) return super[Symbol.hasInstance](value);
    try {
      return (value as GatewayError)[brand]!.includes(this.prototype.name);
    } catch {
      return false;
    }
  }
  declare readonly [brand]?: readonly string[];
  /** The operation that was called. */
  declare readonly operationId: string;
  /** `not-applied`: nothing took effect. `unknown`: it may have. */
  declare readonly outcome: Outcome;
  /** Whether the same call may be tried again later: it took no effect, and another try may fare better. */
  declare readonly retryable: boolean;
  /** How many requests were sent, or tried to be sent. */
  declare readonly attempts: number;
  /** Milliseconds from the call to this failure, waiting included. */
  declare readonly durationMs: number;
  /** The contract that this client was made from. */
  declare readonly contract: ContractStamp;
  /** HTTP status of the answer, where there was one. */
  declare readonly status?: number;
  /** Headers of the answer, where there was one; keys of the session are left out. */
  declare readonly headers?: HeadersLike;

  /** `facts` are the members that errors of one class have beside these. */
  constructor(message: string, state: CallState, failure: Failure & Record<string, unknown>) {
    const { outcome, retryable = false, cause, ...facts } = failure;
    const { operationId, attempts, started, uncertain } = state;
    super(`${operationId}: ${message}`, cause === undefined ? undefined : { cause });
    Object.assign(this, {
      operationId,
      // An earlier attempt of this call may have taken effect, whatever became of this one.
      outcome: uncertain ? 'unknown' : outcome,
      retryable: retryable && !uncertain && outcome !== 'unknown',
      attempts,
      durationMs: Math.round(performance.now() - started),
      contract: stamp,
      ...facts,
    });
  }

  /** What a log should hold of it. */
  toJSON(): Record<string, unknown> {
    const { name, message } = this;
    return Object.assign<Record<string, unknown>, this>({ name, message }, this);
  }
}
