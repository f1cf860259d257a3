import { nameClass } from './brand.ts';
import type { CallState } from './call-state.ts';
import { stamp } from './contract.ts';
import type { ContractStamp, Outcome, Retcode, RetcodeClass, Retry } from './facts.ts';
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

/** An argument or a setting breaks the contract; nothing was sent. */
export class InvalidArgumentError extends GatewayError {
  static {
    nameClass(this, 'InvalidArgumentError');
  }
  declare readonly name: 'InvalidArgumentError';
  /** Each way in which the arguments break the contract. */
  readonly violations: readonly Violation[];

  constructor(message: string, state: CallState, violations: readonly Violation[], cause?: unknown) {
    super(message, state, { outcome: 'not-applied', cause });
    this.violations = violations;
  }
}

/** The source of the session's key failed, gave none in time, or gave one that cannot be sent; nothing was sent with it. */
export class SessionError extends GatewayError {
  static {
    nameClass(this, 'SessionError');
  }
  declare readonly name: 'SessionError';
}

/** The gateway answered, and refused: `retcode` says why. */
export class RefusedError extends GatewayError {
  static {
    nameClass(this, 'RefusedError');
  }
  declare readonly name: 'RefusedError';
  /** The result code, also where the contract does not list it. */
  readonly retcode: string;
  readonly class: RetcodeClass;
  /** What the code means, in the contract's words. */
  readonly meaning: string;
  /** What the code asks of the caller, in the contract's words. */
  readonly action: string;
  /** What sending again needs, in the contract's words. */
  readonly retry: Retry;
  /** What the gateway itself says about it. */
  readonly gatewayMessage: string | undefined;

  constructor(retcode: string, entry: Retcode, gatewayMessage: string | undefined, state: CallState, answer: Answered) {
    const says = gatewayMessage ? ` The gateway says: ${quoted(gatewayMessage)}.` : '';
    const renewedInVain = entry.retry === 'fresh-session' && state.renewed;
    super(`refused with retcode ${quoted(retcode)}. ${entry.meaning} ${entry.action}${says}`, state, {
      ...answer,
      outcome: entry.outcome === 'not-applied' ? 'not-applied' : 'unknown',
      retryable: entry.retry !== 'never' && !renewedInVain,
    });
    this.retcode = retcode;
    this.class = entry.class;
    this.meaning = entry.meaning;
    this.action = entry.action;
    this.retry = entry.retry;
    this.gatewayMessage = gatewayMessage;
  }
}

/** Why an answer is of no use: its status, its length, its form, or its content. */
export type UnusableReason = 'status' | 'too-large' | 'not-json' | 'off-contract';

/** An answer came that is none of the contract's: another HTTP status, not JSON, or against the schema. */
export class UnusableAnswerError extends GatewayError {
  static {
    nameClass(this, 'UnusableAnswerError');
  }
  declare readonly name: 'UnusableAnswerError';
  readonly reason: UnusableReason;
  /** Each way in which the answer breaks the contract; empty unless `reason` is `off-contract`. */
  readonly violations: readonly Violation[];

  constructor(
    reason: UnusableReason,
    why: string,
    state: CallState,
    failure: Failure,
    violations: readonly Violation[] = [],
  ) {
    super(`the answer cannot be used: ${why}.`, state, failure);
    this.reason = reason;
    this.violations = violations;
  }
}

/** No answer came in time; the call may have taken effect. */
export class TimeoutError extends GatewayError {
  static {
    nameClass(this, 'TimeoutError');
  }
  declare readonly name: 'TimeoutError';
}

/** The connection could not be made, or broke. */
export class ConnectionError extends GatewayError {
  static {
    nameClass(this, 'ConnectionError');
  }
  declare readonly name: 'ConnectionError';
}

/** The caller ended the call; `cause` is his reason. */
export class AbortedError extends GatewayError {
  static {
    nameClass(this, 'AbortedError');
  }
  declare readonly name: 'AbortedError';
}

/** The errors that a call throws, told apart by `name`. */
export type CallError =
  | InvalidArgumentError
  | SessionError
  | RefusedError
  | UnusableAnswerError
  | TimeoutError
  | ConnectionError
  | AbortedError;

/** Whether a value is an error of this package, of whichever copy and realm. */
export const isGatewayError = (value: unknown): value is CallError => value instanceof GatewayError;

/** One way in which a value breaks the contract. Never holds the value itself. */
export interface Violation {
  /** Place in the value, as a JSON pointer; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** The answer that a failure came with. */
export interface Answered {
  status: number;
  headers: HeadersLike;
}

const quoted = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
