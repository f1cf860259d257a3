import type { Outcome, Retcode, RetcodeClass } from './facts.ts';

/** What every error of a call tells. */
export interface CallFacts {
  operationId: string;
  /** `not-applied`: nothing took effect. `unknown`: it may have. */
  outcome: Outcome;
  cause?: unknown;
}

/** Any failure of a call. `outcome` says whether the call may have taken effect. */
export class GatewayError extends Error {
  override name = 'GatewayError';
  readonly operationId: string;
  readonly outcome: Outcome;

  constructor(message: string, { operationId, outcome, cause }: CallFacts) {
    super(`${operationId}: ${message}`, cause === undefined ? undefined : { cause });
    this.operationId = operationId;
    this.outcome = outcome;
  }
}

/** An argument breaks the contract; nothing was sent. */
export class InvalidArgumentError extends GatewayError {
  override name = 'InvalidArgumentError';
}

/** The gateway answered, and refused: `retcode` says why. */
export class RefusedError extends GatewayError {
  override name = 'RefusedError';
  readonly retcode: string;
  readonly class: RetcodeClass;
  readonly meaning: string;
  readonly action: string;

  constructor(retcode: string, entry: Retcode, facts: Omit<CallFacts, 'outcome'>) {
    const outcome = entry.outcome === 'applied' ? 'unknown' : entry.outcome;
    super(`refused with retcode ${JSON.stringify(retcode)}. ${entry.meaning} ${entry.action}`, { ...facts, outcome });
    this.retcode = retcode;
    this.class = entry.class;
    this.meaning = entry.meaning;
    this.action = entry.action;
  }
}

/** An answer came that is none of the contract's: another HTTP status, not JSON, or against the schema. */
export class UnusableAnswerError extends GatewayError {
  override name = 'UnusableAnswerError';
}

/** No answer came in time. */
export class TimeoutError extends GatewayError {
  override name = 'TimeoutError';
}

/** The connection could not be made, or broke. */
export class ConnectionError extends GatewayError {
  override name = 'ConnectionError';
}
