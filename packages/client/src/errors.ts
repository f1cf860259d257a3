import type { KnownRetcode } from '#retcodes';
import { nameClass } from './brand.ts';
import type { RetcodeClass, Retry } from './facts.ts';
import { GatewayError as AnyError } from './gateway-error.ts';
import type { Violation } from './violations.ts';

/** An argument or a setting breaks the contract; nothing was sent. */
export class InvalidArgumentError extends AnyError {
  static {
    nameClass(this, 'InvalidArgumentError');
  }
  declare readonly name: 'InvalidArgumentError';
  /** Each way in which the arguments break the contract. */
  declare readonly violations: readonly Violation[];
}

/** The source of the session's key failed, gave none in time, or gave one that cannot be sent; nothing was sent with it. */
export class SessionError extends AnyError {
  static {
    nameClass(this, 'SessionError');
  }
  declare readonly name: 'SessionError';
}

/** The gateway answered, and refused: `retcode` says why. */
export class RefusedError extends AnyError {
  static {
    nameClass(this, 'RefusedError');
  }
  declare readonly name: 'RefusedError';
  /** The result code, also where the contract does not list it. */
  declare readonly retcode: KnownRetcode | (string & {});
  declare readonly class: RetcodeClass;
  /** What the code means, in the contract's words. */
  declare readonly meaning: string;
  /** What the code asks of the caller, in the contract's words. */
  declare readonly action: string;
  /** What sending again needs, in the contract's words. */
  declare readonly retry: Retry;
  /** What the gateway itself says about it. */
  declare readonly gatewayMessage: string | undefined;
}

/** Why an answer is of no use: its status, its length, its encoding, its form, or its content. */
export type UnusableReason = 'status' | 'too-large' | 'not-decoded' | 'not-json' | 'off-contract';

/** An answer came that is none of the contract's: another HTTP status, not JSON, or against the schema. */
export class UnusableAnswerError extends AnyError {
  static {
    nameClass(this, 'UnusableAnswerError');
  }
  declare readonly name: 'UnusableAnswerError';
  declare readonly reason: UnusableReason;
  /** Each way in which the answer breaks the contract; empty unless `reason` is `off-contract`. */
  declare readonly violations: readonly Violation[];
}

/** No answer came in time, or no connection to ask on; `outcome` says whether the call may have taken effect. */
export class TimeoutError extends AnyError {
  static {
    nameClass(this, 'TimeoutError');
  }
  declare readonly name: 'TimeoutError';
}

/** The connection could not be made, or broke. */
export class ConnectionError extends AnyError {
  static {
    nameClass(this, 'ConnectionError');
  }
  declare readonly name: 'ConnectionError';
}

/** The caller ended the call; `cause` is his reason. */
export class AbortedError extends AnyError {
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

/** Any failure of a call. `outcome` says whether the call may have taken effect, `name` which of the errors it is. */
export type GatewayError = CallError;
/**
 * Any failure of a call: what `instanceof` tells is one of the errors, and `name` then tells them apart. Knows the errors of
 * another copy of this package, and of another realm.
 */
export const GatewayError = AnyError as {
  [Symbol.hasInstance](value: unknown): value is CallError;
} & typeof AnyError;

/** Whether a value is an error of this package, of whichever copy and realm. */
export const isGatewayError = (value: unknown): value is CallError => value instanceof GatewayError;
