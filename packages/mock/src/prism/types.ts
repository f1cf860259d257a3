import type { Problem } from '../problem.ts';
import type { Violation } from '../violations.ts';

/** An answer before it is written: its body is what the contract or Prism gives. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** An answer, or the error that Prism found instead of one; and what Prism's answer itself breaks. */
export type PrismAnswer = (Answer & { faults: Violation[] }) | { error: Problem };

/** Which answer Prism shall give: by status, by example, or made from the schema. */
export interface Preference {
  code?: number | undefined;
  exampleKey?: string | undefined;
  dynamic?: boolean | undefined;
  seed?: string | undefined;
  ignoreExamples?: boolean | undefined;
}
