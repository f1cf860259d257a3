import type { Contract, Operation } from '@cc-gateway/spec';
import type { Case } from '../answers/reading/case.ts';
import { isBreakdown, type Seen } from '../answers/reading/observed.ts';

/** The run has to end: the provider no longer answers, or the budget is used up. */
export class StopError extends Error {
  override name = 'StopError';
  /** Whether the provider is gone. */
  readonly isGone: boolean;
  constructor(message: string, isGone = false) {
    super(message);
    this.isGone = isGone;
  }
}

/** The checks of one operation have to end; the run goes on with the next one. */
export class OperationStopError extends Error {
  override name = 'OperationStopError';
  /** Whether only its share of the budget is used up: it goes on where others leave some. */
  readonly isShare: boolean;
  constructor(message: string, isShare = false) {
    super(message);
    this.isShare = isShare;
  }
}

/** So many answers 5xx in a row, or requests in a row that are not answered in time, twice each, end an operation's checks. */
const burst = 12;
const stalls = 5;

/** So many times as many, of whatever operations, end the run. */
const timesForAll = 3;

/** Each operation may send so many requests, whatever is left: enough for a verdict. */
const leastShare = 30;

/** The most requests, unless told: so many that each operation has its share. */
export const usualBudget = ({ operations }: Contract): number => Math.max(5_000, operations.length * leastShare);

/** Who may send another request: a budget that operations share, and breakers, one for each operation and one for all. */
export interface Pace {
  /** How many requests were admitted. */
  requests(operation?: Operation): number;
  /** How many of them ask about the server as a whole. */
  forAll(operation?: Operation): number;
  /** An operation is checked next; what is left of the budget is shared with so many others that come after it. */
  begin(operation: Operation, others: number): void;
  /** How many requests an operation may still send, by its share. */
  left(operation: Operation): number;
  /** Whether the budget is used up. */
  isSpent(): boolean;
  /** Counts a request. Throws StopError or OperationStopError where it may not be sent. */
  admit(each: Case): void;
  note(seen: Seen): void;
}

/** The pace of one run with so many requests at most. */
export function createPace(budget: number): Pace {
  const all = { sent: 0, forAll: 0, errors: 0, stalled: 0 };
  const each = new Map<Operation, typeof all & { most: number }>();
  const of = (operation: Operation) => {
    if (!each.has(operation)) each.set(operation, { sent: 0, forAll: 0, errors: 0, stalled: 0, most: Infinity });
    return each.get(operation)!;
  };
  return {
    requests: (operation) => (operation ? of(operation) : all).sent,
    forAll: (operation) => (operation ? of(operation) : all).forAll,
    begin(operation, others) {
      const share = Math.floor((budget - all.sent) / (others + 1));
      of(operation).most = of(operation).sent + Math.max(leastShare, share);
    },
    left: (operation) => Math.min(of(operation).most - of(operation).sent, budget - all.sent),
    isSpent: () => all.sent >= budget,
    admit({ operation, isForAll = false }) {
      const own = of(operation);
      if (own.sent >= own.most)
        throw new OperationStopError(
          `its share of the budget, ${own.most} of ${budget} requests (--budget), is used up`,
          true,
        );
      if (all.sent >= budget) throw new StopError(`the budget of ${budget} requests (--budget) is used up`);
      for (const [{ errors, stalled }, times, Failure] of [
        [all, timesForAll, StopError],
        [own, 1, OperationStopError],
      ] as const) {
        if (errors >= burst * times) throw new Failure(`${burst * times} answers 5xx in a row`);
        if (stalled >= stalls * times)
          throw new Failure(`${stalls * times} requests in a row were not answered in time`);
      }
      for (const count of [own, all]) {
        count.sent += 1;
        if (isForAll) count.forAll += 1;
      }
    },
    note(seen) {
      for (const count of [all, of(seen.case.operation)]) {
        count.errors = isBreakdown(seen) ? count.errors + 1 : 0;
        count.stalled = ['timeout', 'flood'].includes(seen.capture.ending) ? count.stalled + 1 : 0;
      }
    },
  };
}
