import type { Effect } from '@cc-gateway/spec';
import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { documentedMethods } from '../../requests/documented-methods.ts';
import { difference, type ExampleRequest } from './example-request.ts';
import type { VisibleEffect } from './example-requests.ts';

/** A request made of example rows. */
export function exampleCase(plan: Plan, example: ExampleRequest, rule: string, id: string): Case {
  const { operation, run } = plan;
  if (example.session !== undefined) run.redactor.add(example.session);
  return caseOf(plan, {
    id: `scene/${id}`,
    rule,
    about: `by the example rows: ${difference(plan, example) || 'the request as it was'}`,
    place: `${operation.pointer}/${rule === 'state/effect' ? 'x-effects' : 'x-preconditions'}`,
    wire: plan.wireWith(example.values, example.session),
    expect: 'anything',
  });
}

const rounds = 5;

/** The same with a method that the document does not give to the path: whatever its answer says, it changes nothing. */
function byAnotherMethod({ run, operation }: Plan, each: Case): Case | undefined {
  const documented = documentedMethods(run, operation);
  const method = ['POST', 'PUT', 'PATCH'].find((name) => !documented.has(name));
  if (method === undefined) return undefined;
  return { ...each, about: `${each.about}, by ${method}`, wire: { ...each.wire, method }, isOutside: true };
}

/**
 * Looks for an effect, several times: a request that is refused is accepted once another has been carried out, and refused
 * again after the way back. A request that is refused for its session changes nothing. The rounds are of two lengths, so
 * that what fails every second or third time is met.
 */
export async function probeEffect(
  plan: Plan,
  { meaning, row }: Effect,
  { move, probe, refused }: VisibleEffect,
): Promise<void> {
  const { run, operation } = plan;
  const id = `effect/${row}`;
  if (!run.isWanted(operation, `scene/${id}`)) return;
  const send = (example: ExampleRequest) => run.send(exampleCase(plan, example, 'state/effect', id));
  const undocumented = byAnotherMethod(plan, exampleCase(plan, move, 'state/effect', id));
  const own: ExampleRequest = { values: plan.values, session: plan.session };
  const documented = meaning ?? `${row} is changed`;
  for (let times = 0; times < rounds; times += 1) {
    const before = await send(probe);
    if (before.verdict === 'accepted')
      return run.recorder.find('state/effect', before, 'carried out, as if the accepted requests had changed nothing', {
        documented,
      });
    for (const example of refused) await send(example);
    if (undocumented) await run.send(undocumented);
    const still = await send(probe);
    if (still.verdict === 'accepted')
      return run.recorder.find('state/effect', still, 'carried out, after nothing but refusals', {
        documented: 'a refused request changes nothing',
      });
    if ((await send(move)).verdict !== 'accepted') return;
    const after = await send(probe);
    if (after.verdict === 'refused')
      run.recorder.find(
        'state/effect',
        after,
        `refused with ${JSON.stringify(after.code)}, as if the accepted request before had changed nothing`,
        { documented },
      );
    if ((await send(own)).verdict !== 'accepted' || after.verdict !== 'accepted') return;
    if (times % 2 === 1) await send(own);
  }
}
