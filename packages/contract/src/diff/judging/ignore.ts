/** A change that is accepted: why, and until when. */
export interface Ignored {
  reason: string;
  /** The last day on which it holds, as YYYY-MM-DD. */
  until?: string;
}

/** Whether it still holds on a day: to its end. */
export const isInForce = ({ until }: Ignored, today: Date): boolean =>
  until === undefined || today.toISOString().slice(0, 10) <= until;
