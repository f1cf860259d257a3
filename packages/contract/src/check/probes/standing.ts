import type { Plan } from '../plan.ts';
import type { Seen } from '../seen.ts';
import { tryValue } from './try-value.ts';
import type { Field } from './valid.ts';

/**
 * Whether a refusal is a matter of state: without a success rule HTTP says so by 404, 409 or 410; with one, the code is
 * one for sessions and none for wrong values.
 */
export const isAboutState = ({ codes }: Plan, { case: { operation }, answer, code }: Seen): boolean =>
  operation.success ? codes.session.has(code) && !codes.wrong.has(code) : [404, 409, 410].includes(answer?.status ?? 0);

/** Whether the plan's own request is refused by now, because others have been carried out. */
export async function isStranded(plan: Plan, field: Field): Promise<boolean> {
  if (!plan.isStranded && plan.hasMoved)
    plan.isStranded =
      (await tryValue(plan, field, field.value, 'refuses/boundary', 'the control')).verdict === 'refused';
  if (plan.isStranded) plan.run.recorder.leaveOut(plan.operation, `${field.label}: further values`, stranded);
  return plan.isStranded;
}

/** Why refusals tell nothing any more. */
export const stranded = 'the values that were accepted have changed what the provider knows';

/**
 * Whether an operation may be carried out once only: HTTP says so by the status, and the method is none that does
 * nothing when it comes again.
 */
export function isSpent(plan: Plan, seen: Seen): boolean {
  const { operation } = plan;
  if (operation.success || !isAboutState(plan, seen)) return false;
  const isDocumented = operation.answers.some(({ status }) => status === String(seen.answer?.status));
  return isDocumented || !['GET', 'HEAD', 'PUT'].includes(operation.method);
}
