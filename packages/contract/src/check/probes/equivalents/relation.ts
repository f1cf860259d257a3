import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type CaseParts, type Plan } from '../../requests/plan.ts';
import type { Wire } from '../../wire/request.ts';

/** A request that must be accepted because its original is. */
export const equivalent = (
  plan: Plan,
  id: string,
  rule: string,
  about: string,
  wire: Wire,
  more: Partial<CaseParts> = {},
): Case => caseOf(plan, { id: `twin/${id}`, rule, about, wire, expect: 'accepted', ...more });
