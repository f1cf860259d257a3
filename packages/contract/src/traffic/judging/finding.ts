/** Who has broken a rule: who asked, or who answered. */
export type Side = 'consumer' | 'provider';

/** A rule that one side has broken in an exchange. */
export interface Breach {
  side: Side;
  rule: string;
  severity: 'violation' | 'warning';
  says: string;
  reference: string;
  /** The operation, or method and path where there is none. */
  operation: string;
  received: string;
}
