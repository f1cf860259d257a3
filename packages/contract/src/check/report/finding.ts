import type { Rule } from '../answers/rules/rule.ts';

/** The bytes that prove a finding, with keys redacted. */
export interface Witness {
  request: string;
  answer: string;
  /** One line that sends the request again. */
  command: string;
  /** What each variable of the command holds. */
  variables: Record<string, string>;
}

/** A rule that the provider broke, with what proves it. */
export interface Finding {
  rule: Rule['name'];
  severity: Rule['severity'];
  /** What holds where the rule is kept. */
  says: string;
  reference: string;
  operation: string;
  /** What the request tried, in words. */
  about: string;
  received: string;
  documented: string;
  /** JSON pointer into the document, and where that stands. */
  place: { pointer: string; file?: string; line?: number };
  /** How often the rule was broken at this place, and what else was tried. */
  count: number;
  others: string[];
  witness?: Witness;
  /** Runs this probe again: `cc-gateway-contract replay ID URL`. */
  replay?: string;
  /** The same in every run: rule, operation and place. */
  fingerprint: string;
  /** Why the ignore file lets it pass. */
  ignored?: string;
}
