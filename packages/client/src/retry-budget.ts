/** How many retries a client may still make. */
export interface RetryBudget {
  /** Whether one is left. */
  some(): boolean;
  /** Takes one. */
  take(): void;
  /** A call succeeded. */
  earn(): void;
}

/** A budget of 100 retries, to which each success gives a tenth of one back: a gateway that is down is not stormed. */
export function retryBudget(most = 100): RetryBudget {
  let left = most;
  return {
    some: () => left >= 1,
    take: () => void left--,
    earn: () => (left = Math.min(most, left + 0.1)),
  };
}
