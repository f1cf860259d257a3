import type { CallError } from './errors.ts';

/**
 * What happens to a call: `request` when it begins; `attempt` whenever a request goes out; `retry` when one failed and
 * another will follow; and in the end either `answer`, a success, or `failure`.
 */
export type GatewayEvent = RequestEvent | AttemptEvent | RetryEvent | AnswerEvent | FailureEvent;

/** What every event tells. */
export interface EventFacts {
  /** The same for all events of one call, and different for each call of this process. */
  readonly callNumber: number;
  readonly operationId: string;
}

/** A call begins. */
export interface RequestEvent extends EventFacts {
  readonly type: 'request';
  readonly method: string;
  /** The path as the contract writes it, without arguments. */
  readonly path: string;
}

/** A request goes out. */
export interface AttemptEvent extends EventFacts {
  readonly type: 'attempt';
  /** 1 for the first. */
  readonly attempt: number;
}

/** An attempt failed, and another follows. */
export interface RetryEvent extends EventFacts {
  readonly type: 'retry';
  /** The attempt that failed. */
  readonly attempt: number;
  /** Milliseconds until the next. */
  readonly delayMs: number;
  readonly error: CallError;
}

/** The call succeeded. */
export interface AnswerEvent extends EventFacts {
  readonly type: 'answer';
  /** How many attempts it took. */
  readonly attempts: number;
  readonly status: number;
  /** Milliseconds from the call to its answer, waiting included. */
  readonly durationMs: number;
}

/** The call failed. */
export interface FailureEvent extends EventFacts {
  readonly type: 'failure';
  readonly error: CallError;
}

/** Gives an event to `listener`; what it throws, or rejects with, is its own affair. */
export async function notify(listener: (event: GatewayEvent) => unknown, event: GatewayEvent): Promise<void> {
  try {
    await listener(event);
  } catch {
    // A listener must not change what becomes of a call.
  }
}
