import type { Plan } from '../../requests/plan.ts';
import type { Seen } from '../../answers/reading/observed.ts';
import { tryValue } from '../../requests/try-value.ts';
import type { Field } from '../../requests/fields.ts';

/**
 * Whether a refusal is a matter of state: without a success rule HTTP says so by 404, 409 or 410, and by 422 where wrong
 * values get another status; with one, the code is one for sessions and none for wrong values.
 */
export function isAboutState({ codes }: Plan, { case: { operation }, answer, code }: Seen): boolean {
  if (operation.success) return codes.session.has(code) && !codes.wrong.has(code);
  const { status = 0 } = answer ?? {};
  return [404, 409, 410].includes(status) || (status === 422 && !codes.wrong.has(status));
}

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
 * Whether an operation may be carried out once only: its method is none that does nothing when it comes again, or the
 * document has an answer for the second time.
 */
export function isSpent(plan: Plan, seen: Seen): boolean {
  const { operation } = plan;
  const { status = 0 } = seen.answer ?? {};
  if (operation.success || seen.verdict !== 'refused') return false;
  const isDocumented = operation.answers.some((answer) => answer.status === String(status));
  if (['GET', 'HEAD', 'PUT'].includes(operation.method)) return isDocumented && isAboutState(plan, seen);
  return isAboutState(plan, seen) || (isDocumented && status !== 401 && status !== 403);
}
