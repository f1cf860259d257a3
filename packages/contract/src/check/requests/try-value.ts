import { caseOf, type Plan } from './plan.ts';
import type { Seen } from '../answers/reading/observed.ts';
import type { Field } from './fields.ts';

/** Sends one value of a field. */
export async function tryValue(
  plan: Plan,
  field: Field,
  value: unknown,
  rule: string,
  what: string,
  tolerates = plan.operation.success ? [414] : [404, 414],
): Promise<Seen> {
  const seen = await plan.run.send(
    caseOf(plan, {
      id: `boundary/${field.label}#${what}`,
      rule,
      about: `${field.label} is ${show(value)} (${what})`,
      place: field.pointer,
      wire: plan.wireWith(field.with(value)),
      expect: 'anything',
      tolerates,
    }),
  );
  if (seen.verdict === 'accepted' && value !== field.value) plan.hasMoved = true;
  return seen;
}

/** A value for people, in short. */
export const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  // No half of a character ends it.
  const start = text.slice(0, 60).replace(/[\ud800-\udbff]$/, '');
  return text.length > 60 ? `${start}… (${text.length} characters)` : text;
};
