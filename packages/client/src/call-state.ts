/** The caller's signal, as one call follows it. */
export interface Ending {
  aborted: boolean;
  reason: unknown;
  /** Tells whoever waits at the moment that the caller ends the call. */
  waiting: ((how: 'aborted', reason: unknown) => void) | undefined;
  /** Lets go of the signal. */
  release: (() => void) | undefined;
}

/** What is known of a call while it runs; its errors and events are told from it. */
export interface CallState extends Ending {
  operationId: string;
  /** Requests sent so far. */
  attempts: number;
  /** When the call began, in milliseconds of `performance.now()`. */
  started: number;
  /** When what it waits for now is given up, in the same milliseconds. */
  until: number;
  /** An attempt whose outcome is unknown has been repeated. */
  uncertain: boolean;
  /** The session's key has been refreshed after a refusal. */
  refreshed: boolean;
  /** Every key that was used: what no error and no event may show. */
  secrets: string[];
}

/** The state of a call that begins now. */
export const beginCall = (operationId: string): CallState => ({
  operationId,
  attempts: 0,
  started: performance.now(),
  until: 0,
  uncertain: false,
  refreshed: false,
  secrets: [],
  aborted: false,
  reason: undefined,
  waiting: undefined,
  release: undefined,
});
