import type { Case } from '../answers/reading/case.ts';
import type { Plan } from '../requests/plan.ts';
import { isSpent } from '../probes/state/state-refusals.ts';
import { isPassing } from '../answers/reading/passing.ts';
import type { Seen } from '../answers/reading/observed.ts';

/** Sends a request that must be refused. Carried out twice, it is a finding; carried out once, the provider is unsteady. */
export async function expectRefusal(plan: Plan, each: Case): Promise<Seen> {
  const { run } = plan;
  const seen = await run.send(each);
  if (seen.verdict !== 'accepted' || each.expect === 'anything' || each.isAllowed?.(seen.capture)) return seen;
  const again = await run.send(each);
  if (again.verdict === 'accepted' || isSpent(plan, again))
    run.recorder.find(each.rule, seen, 'the request is carried out', { documented: 'a refusal' });
  else if (again.verdict === 'refused') {
    run.recorder.try('state/steady', each.place);
    run.recorder.find('state/steady', seen, `carried out, then refused with ${JSON.stringify(again.code)}`);
  }
  return seen;
}

/** Sends an equivalent of an accepted request. Refused twice, with the original accepted in between, it is a finding. */
export async function expectAcceptance(plan: Plan, each: Case, control: Case): Promise<Seen> {
  const { run } = plan;
  const seen = await run.send(each);
  if (!isRefusal(seen, each)) return seen;
  const original = await run.send(control);
  if (original.verdict !== 'accepted') return seen;
  const again = await run.send(each);
  if (!isRefusal(again, each)) {
    run.recorder.find('state/repeat', seen, `refused with ${received(seen)}, then accepted`);
  } else
    run.recorder.find(each.rule, again, received(again), {
      documented: 'the verdict of the request in its usual form: accepted',
    });
  return seen;
}

/** No answer at all, a status that no equivalent should get, or a refusal; a broken envelope is another rule's matter. */
function isRefusal(seen: Seen, each: Case): boolean {
  const { verdict, answer, capture, documented } = seen;
  if (isPassing(seen) || each.expect === 'anything' || (answer && each.tolerates?.includes(answer.status)))
    return false;
  if (verdict === 'refused') return true;
  if (!answer) return capture.ending !== 'timeout';
  return verdict === 'unclear' && !documented;
}

const received = ({ answer, code, capture }: Seen): string =>
  answer
    ? `refused: status ${answer.status}${code === undefined || code === answer.status ? '' : `, code ${JSON.stringify(code)}`}`
    : `no answer; the connection was ${capture.ending}`;
