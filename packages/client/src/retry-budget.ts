/** How many retries a client may still make. */
export interface RetryBudget {
  left: number;
}

/** A budget of 100 retries, to which each success gives a tenth of one back: a gateway that is down is not stormed. */
export const mostRetries = 100;

/** A call succeeded. */
export function earn(budget: RetryBudget): void {
  budget.left = Math.min(mostRetries, budget.left + 0.1);
}
