import type { Operation } from '@cc-gateway/spec';
import type { Values } from './build.ts';
import { caseOf, planOf } from './plan.ts';
import { renewedKey } from './probes/renewal.ts';
import type { Run } from './run.ts';
import { isLooselyEqual } from './seen.ts';

/** How a provider took the valid request that all else is compared with. */
export interface Control {
  state: 'accepted' | 'refused' | 'session-refused' | 'unclear' | 'left-out';
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
