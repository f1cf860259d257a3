import type { Case } from '../../answers/reading/case.ts';
import { isPassing } from '../../answers/reading/passing.ts';
import { spread } from '../../requests/spread.ts';
import { pooled } from '../../requests/pool.ts';
import type { Plan } from '../../requests/plan.ts';
import { isAboutSession } from '../../keys/renewals.ts';
import { isBreakdown, overdue, type Seen } from '../../answers/reading/observed.ts';
import { isSpent } from './state-refusals.ts';
import { caseOf } from '../../requests/plan.ts';

/** The same wrong request, several times: the same refusal. Where there are other operations, twice will do. */
export async function probeSteadiness({ run, operation }: Plan, cases: Case[], width: number): Promise<void> {
  const rounds = run.contract.operations.length === 1 ? 3 : 2;
  const repeated = firstOfEach(cases).map((each): Case => ({
    ...each,
    id: `steady/${each.id}`,
    rule: 'state/steady',
    about: `${each.about}, ${rounds} times`,
  }));
  const wanted = spread(run, operation, 'steady', repeated).filter(({ id }) => run.isWanted(operation, id));
  await pooled(wanted, width, async (again) => {
    const codes: string[] = [];
    for (let times = 0; times < rounds; times += 1) {
      const seen = await run.send(again);
      if (seen.verdict !== 'unclear' && !isPassing(seen)) codes.push(JSON.stringify([seen.answer?.status, seen.code]));
      if (new Set(codes).size > 1)
        run.recorder.find('state/steady', seen, `the answers differ: ${[...new Set(codes)].join(', ')}`);
    }
  });
}

/** A valid request right after each of a few wrong ones: accepted as before. */
export async function probeAftermath(plan: Plan, wrong: Case[]): Promise<void> {
  const { run, operation, wire } = plan;
  if (!run.isWanted(operation, 'aftermath')) return;
  const valid = caseOf(plan, {
    id: 'aftermath',
    rule: 'state/aftermath',
    about: 'a valid request comes after a wrong one',
    wire,
    expect: 'accepted',
  });
  const kinds = firstOfEach(wrong).map((each): Case => ({ ...each, rule: valid.rule }));
  for (const each of spread(run, operation, 'aftermath', kinds)) {
    await run.send(each);
    const { isForAll = false } = each;
    const seen = await run.send({ ...valid, isForAll, about: `a valid request, after one in which ${each.about}` });
    if (seen.verdict !== 'refused' || isPassing(seen) || isSpent(plan, seen)) continue;
    run.recorder.find('state/aftermath', seen, `refused with ${JSON.stringify(seen.code)}, after a wrong request`);
    return;
  }
}

/** The first case of each kind. */
function firstOfEach(cases: Case[]): Case[] {
  const first = new Map<string, Case>();
  for (const each of cases) {
    const kind = each.rule.split('/')[0] === 'accepts' ? each.id.split('/')[0]! : each.rule;
    if (!first.has(kind) && !each.isOutside) first.set(kind, each);
  }
  return [...first.values()];
}

/** The same accepted request again, one after the other and at once: the same verdict. Gives whether several at once are taken. */
export async function probeRepeats(plan: Plan): Promise<boolean> {
  const { run, operation } = plan;
  const of = (id: string, rule: string, about: string): Case =>
    caseOf(plan, { id, rule, about, wire: plan.wire, expect: 'accepted' });
  if (run.isWanted(operation, 'repeat/in turn')) {
    for (let times = 0; times < 4; times += 1) {
      const seen = await run.send(of('repeat/in turn', 'state/repeat', 'an accepted request is sent again'));
      if (isSpent(plan, seen)) {
        plan.hasMoved = true;
        if (['GET', 'HEAD'].includes(operation.method))
          run.recorder.find('state/repeat', seen, `refused with ${JSON.stringify(seen.code)}, after it was read`, {
            isUnsaid: true,
            documented: `what ${operation.method} finds is there the next time: it is safe (RFC 9110 §9.2.1)`,
          });
        run.recorder.leaveOut(operation, 'the same request again', 'it can be carried out once only');
        return false;
      }
      if (seen.verdict === 'refused')
        run.recorder.find('state/repeat', seen, `refused with ${JSON.stringify(seen.code)}, after it was accepted`);
    }
  }
  if (run.options.level !== 'full' || !run.isWanted(operation, 'repeat/at once')) return false;
  const all = await Promise.all(
    Array.from({ length: 4 }, () =>
      run.send({
        ...of('repeat/at once', 'state/concurrent', 'an accepted request is sent four times at once'),
        isOnce: true,
        tolerates: [overdue],
      }),
    ),
  );
  const isRenewed = (seen: Seen): boolean =>
    isAboutSession(seen) && plan.session !== undefined && run.renewals.newest(plan.session) !== plan.session;
  for (const seen of all) {
    const isLost = seen.verdict === 'unclear' && (!seen.answer || isBreakdown(seen));
    if (isLost && !isPassing(seen)) {
      const { answer, capture } = seen;
      const received = answer ? `the status is ${answer.status}` : `the connection was ${capture.ending}`;
      run.recorder.find('state/concurrent', seen, `${received}; alone, the request is accepted`);
    }
    const isAllowed = seen.verdict !== 'refused' || isPassing(seen) || isSpent(plan, seen) || isRenewed(seen);
    if (!isAllowed)
      run.recorder.find('state/concurrent', seen, `refused with ${JSON.stringify(seen.code)}, which alone is accepted`);
  }
  return all.every(({ verdict }) => verdict === 'accepted');
}
