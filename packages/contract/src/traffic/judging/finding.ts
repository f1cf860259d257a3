import type { Side, TrafficRule } from './rules.ts';

/** A rule that one side has broken in an exchange. */
export interface Breach extends Omit<TrafficRule, 'name' | 'side'> {
  side: Side;
  rule: string;
  /** The operation, or method and path where there is none. */
  operation: string;
  received: string;
}

/** That a rule was broken, and how. */
export const breachOf = ({ name, ...rule }: TrafficRule, operation: string, received: string): Breach => ({
  rule: name,
  ...rule,
  operation,
  received,
});
