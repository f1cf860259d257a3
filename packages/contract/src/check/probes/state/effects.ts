import type { Effect } from '@cc-gateway/spec';
import type { Case } from '../../answers/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { difference, type Scene } from './example-request.ts';
import type { Consequence } from './example-requests.ts';

/** A request made of example rows. */
export function sceneCase(plan: Plan, scene: Scene, rule: string, id: string): Case {
  const { operation, run } = plan;
  if (scene.session !== undefined) run.redactor.add(scene.session);
  return caseOf(plan, {
    id: `scene/${id}`,
    rule,
    about: `by the example rows: ${difference(plan, scene) || 'the request as it was'}`,
    place: `${operation.pointer}/${rule === 'state/effect' ? 'x-effects' : 'x-preconditions'}`,
    wire: plan.wireWith(scene.values, scene.session),
    expect: 'anything',
  });
}

const rounds = 5;

/**
 * Looks for an effect, several times: a request that is refused is accepted once another has been carried out, and refused
 * again after the way back. A request that is refused for its session changes nothing. The rounds are of two lengths, so
 * that what fails every second or third time is met.
 */
export async function probeConsequence(
  plan: Plan,
  { meaning, row }: Effect,
  { move, probe, refused }: Consequence,
): Promise<void> {
  const { run, operation } = plan;
  const id = `effect/${row}`;
  if (!run.isWanted(operation, `scene/${id}`)) return;
  const send = (scene: Scene) => run.send(sceneCase(plan, scene, 'state/effect', id));
  const own: Scene = { values: plan.values, session: plan.session };
  const documented = meaning ?? `${row} is changed`;
  for (let times = 0; times < rounds; times += 1) {
    const before = await send(probe);
    if (before.verdict === 'accepted')
      return run.recorder.find('state/effect', before, 'carried out, as if the accepted requests had changed nothing', {
        documented,
      });
    for (const scene of refused) await send(scene);
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
