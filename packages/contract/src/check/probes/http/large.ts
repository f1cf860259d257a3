import type { Case } from '../../answers/reading/case.ts';
import { hasJsonBody, caseOf, type Plan } from '../../requests/plan.ts';
import { withoutSession } from '../sessions/wrong-sessions.ts';

const large = (size: number): Buffer => Buffer.from(`{"undocumentedMember":"${'a'.repeat(size)}"}`);

/** Requests that are large and wrong: they are refused, and the refusal can be read. */
export function largeCases(plan: Plan): Case[] {
  if (!hasJsonBody(plan)) return [];
  return [100_000, 700_000].map((size) =>
    caseOf(plan, {
      id: `large/body ${size}`,
      rule: 'transport/early-reset',
      about: `the body has ${size} bytes and lacks every member`,
      wire: { ...withoutSession(plan), body: large(size) },
      expect: 'anything',
      place: plan.operation.pointer,
      tolerates: [413],
    }),
  );
}
