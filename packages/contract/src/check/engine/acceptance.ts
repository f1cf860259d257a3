import type { Case } from '../answers/reading/case.ts';
import { expectAcceptance } from './expect.ts';
import { caseOf, type Plan } from '../requests/plan.ts';
import { pooled } from '../requests/pool.ts';
import { probeBoundaries } from '../probes/constraints/boundaries.ts';
import { probeConnections } from '../probes/http/connections.ts';
import { probeContinue } from '../probes/http/continuation.ts';
import { probeGenerated } from '../probes/constraints/generated.ts';
import { queryCase } from '../probes/http/paths.ts';
import { probePaging } from '../probes/constraints/paging.ts';
import { probePreconditions } from '../probes/state/preconditions.ts';
import { probeRemoval } from '../probes/state/removal.ts';
import { probeUpdate } from '../probes/state/update.ts';
import { probeRenewal } from '../probes/sessions/renewal.ts';
import { probeRepeats } from '../probes/state/repetition.ts';
import { spread } from '../requests/spread.ts';
import { stranded } from '../probes/state/state-refusals.ts';
import { equivalentCases } from '../probes/equivalents/all.ts';
import type { Seen } from '../answers/reading/observed.ts';

/** Twins and values go out so many at once, where the provider takes several requests at once. */
const width = 6;

/** Holds a provider to what follows from a request that it accepts. */
export async function checkAcceptance(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  const control = caseOf(plan, {
    id: 'control',
    rule: 'state/drift',
    about: 'a valid request',
    wire: plan.wire,
    expect: 'accepted',
  });
  if (run.options.level === 'full') await probeUpdate(plan);
  if (run.options.level === 'full') await probeRemoval(plan);
  await probePaging(plan);
  await probeConnections(plan, plan.wire, 'accepted');
  await probeContinue(plan);
  const isConcurrent = await probeRepeats(plan);
  const atOnce = isConcurrent && !run.options.rate ? width : 1;
  const all = spread(run, operation, 'equivalents', equivalentCases(plan));
  const equivalents = all.filter(({ id }) => run.isWanted(operation, id));
  await pooled(equivalents, atOnce, async (each) => void (await expectAcceptance(plan, each, control)));
  const query = queryCase(plan);
  // Without a success rule the document speaks of HTTP alone, which leaves unknown names to the provider.
  if (operation.success && run.isWanted(operation, query.id)) {
    const seen = await run.send(query);
    if (seen.verdict === 'accepted') run.recorder.find(query.rule, seen, 'the request is carried out');
  }
  if (run.options.level === 'full' && (await isSteady(plan, control))) {
    await probeGenerated(plan, await probeBoundaries(plan, atOnce), atOnce);
  }
  if (!plan.isStranded) await probePreconditions(plan);
  await probeRenewal(plan);
  await isSteady(plan, control);
}

/** Whether the plan's own request is still accepted. If not, it is a finding, unless others have been carried out. */
async function isSteady(plan: Plan, control: Case): Promise<boolean> {
  const { run, operation } = plan;
  const seen = await run.send(control);
  if (seen.verdict !== 'refused') return true;
  const life = Math.min(...operation.security.flat().map(({ session }) => session?.dieMs ?? Infinity));
  // The key may have been half as old as it gets when it was given.
  if (isAboutSession(plan, seen) && run.elapsedMs() > life / 2)
    return (run.recorder.leaveOut(operation, 'the first request, at the end', 'the session has come of age'), false);
  if (plan.hasMoved && !isAboutSession(plan, seen))
    run.recorder.leaveOut(operation, 'the first request, at the end', stranded);
  else run.recorder.find('state/drift', seen, `refused with ${JSON.stringify(seen.code)}, after it was accepted`);
  return false;
}

const isAboutSession = ({ codes }: Plan, { code }: Seen): boolean => codes.session.has(code) && !codes.wrong.has(code);
