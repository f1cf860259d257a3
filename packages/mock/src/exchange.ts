import type { Operation } from '@cc-gateway/spec';
import type { Choice } from './choice.ts';
import type { Incoming } from './incoming.ts';
import type { Answer } from './prism/types.ts';
import type { Rule } from './scenario/scenario.ts';
import type { Violation } from './violations.ts';

/** How a request was answered, and why. */
export interface Exchange extends Omit<Answer, 'status'> {
  request: Incoming;
  operation?: Operation;
  /** Undefined where none went over the wire. */
  status: number | undefined;
  violations: Violation[];
  /** Whether the answer is a problem in Prism's words, and not a documented answer. */
  isProblem: boolean;
  /** In what the answer itself breaks the contract: a document whose examples do. */
  faults: Violation[];
  /** The choice among the documented answers; without one Prism chose. */
  choice: Choice;
  /** The rule of the scenario that applied. */
  rule?: Rule;
}

/** An exchange whose answer is not yet sent. */
export type Decided = Exchange & Answer;

/** An exchange of which nothing is known but the request. */
export const unanswered = (request: Incoming): Decided => ({
  request,
  violations: [],
  faults: [],
  isProblem: false,
  choice: {},
  status: 500,
  headers: {},
  body: undefined,
});
