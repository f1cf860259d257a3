import type { Operation } from '@cc-gateway/spec';
import type { Values } from '../requests/serialize.ts';
import type { Case } from '../answers/reading/case.ts';
import { caseOf, planOf, type Plan } from '../requests/plan.ts';
import { renewedKey } from '../keys/renewed-key.ts';
import { isPassing } from '../answers/reading/passing.ts';
import type { Run } from '../requests/run.ts';
import { isLooselyEqual, type Seen } from '../answers/reading/observed.ts';
import { equivalentCases } from '../probes/equivalents/all.ts';

/** How a provider took the valid request that all else is compared with. */
export interface Control {
  state: 'accepted' | 'refused' | 'session-refused' | 'unclear' | 'left-out';
  /** Whether no request of the operation can be made. */
  isImpossible?: boolean;
  /** Why it was refused, for people. */
  reason?: string;
  /** The key that was accepted, where it is another one than the given. */
  session?: string;
}

/** Sends the request as it is. A refusal that the document calls the request's own fault is a finding. */
export async function establish(
  run: Run,
  operation: Operation,
  values: Values,
  session: string | undefined,
): Promise<Control> {
  const plan = planOf(run, operation, values, session, false);
  const each = caseOf(plan, {
    id: 'control',
    rule: 'refuses/example',
    about: 'a valid request',
    wire: plan.wire,
    expect: 'accepted',
  });
  let seen = await run.send(each);
  const renewed = renewedKey(seen);
  if (seen.verdict === 'refused' && renewed !== undefined) {
    run.redactor.add(renewed);
    seen = await run.send({ ...each, wire: plan.wireWith({}, renewed) });
    if (seen.verdict === 'accepted') return { state: 'accepted', session: renewed };
  }
  if (seen.verdict === 'accepted') return { state: 'accepted' };
  if (await isAcceptedLater(plan, each, seen)) return { state: 'accepted' };
  if (seen.verdict === 'unclear' || !seen.answer) {
    const isSpelling = operation.success && isLooselyEqual(seen.code, operation.success.equals);
    return {
      state: 'unclear',
      reason: isSpelling
        ? 'its success is misspelt'
        : `the answer to a valid request is no verdict: status ${seen.answer?.status ?? 'none'}`,
    };
  }
  const { status } = seen.answer;
  const { class: kind, meaning } = run.contract.retcodes.of(String(seen.code));
  const reason = `a valid request is refused with ${JSON.stringify(seen.code)}${operation.success ? ` (${meaning})` : ''}`;
  if (operation.success ? kind === 'session' || status === 401 : status === 401 || status === 403)
    return { state: 'session-refused', reason };
  if (operation.success && kind === 'request') {
    run.recorder.find('refuses/example', seen, `refused with ${JSON.stringify(seen.code)}: ${meaning}`, {
      documented: 'every part of the request keeps its schema',
    });
  }
  return { state: 'refused', reason };
}

/** Whether the request is accepted when it is sent again; if not, whether it is accepted in an equivalent form is a finding. */
async function isAcceptedLater(plan: Plan, each: Case, first: Seen): Promise<boolean> {
  const { run } = plan;
  if (run.options.dryRun) return false;
  const says = (seen: Seen): string =>
    seen.answer ? `status ${seen.answer.status}, code ${JSON.stringify(seen.code)}` : 'no answer';
  for (let times = 0; times < 3; times += 1) {
    if ((await run.send(each)).verdict !== 'accepted') continue;
    if (!isPassing(first)) run.recorder.find('state/repeat', first, `refused (${says(first)}), then accepted`);
    return true;
  }
  for (const other of equivalentCases(plan)) {
    if ((await run.send(other)).verdict !== 'accepted') continue;
    const again = await run.send(each);
    if (again.verdict === 'accepted' || (await run.send(other)).verdict !== 'accepted') continue;
    run.recorder.find(other.rule, again, `refused (${says(again)}); accepted where ${other.about}`);
    return false;
  }
  return false;
}
