import type { Operation } from '@cc-gateway/spec';
import { baseOf } from './base.ts';
import { contentOf, isBuildable, needsSession } from './build.ts';
import type { Case } from './case.ts';
import { establish, type Control } from './control.ts';
import { expectAcceptance, expectRefusal } from './judge.ts';
import { caseOf, planOf, type Plan } from './plan.ts';
import { pooled } from './pool.ts';
import { bodyCases } from './probes/bodies.ts';
import { probeBoundaries } from './probes/boundaries.ts';
import { clothedCases } from './probes/clothes.ts';
import { probeConnections } from './probes/connections.ts';
import { probeContinue } from './probes/continuation.ts';
import { framingCases } from './probes/framing.ts';
import { probeGenerated } from './probes/generated.ts';
import { probeGrowth } from './probes/growth.ts';
import { mediaCases } from './probes/media.ts';
import { judgeMethod } from './probes/method-answers.ts';
import { methodCases } from './probes/methods.ts';
import { oddCases } from './probes/odd.ts';
import { pathCases, queryCase } from './probes/paths.ts';
import { parameterCases } from './probes/parameters.ts';
import { largeCases } from './probes/large.ts';
import { probePreconditions } from './probes/preconditions.ts';
import { probeHandout, probeRenewal } from './probes/renewal.ts';
import { probeAftermath, probeRepeats, probeSteadiness } from './probes/repetition.ts';
import { otherSessionCase, sessionCases } from './probes/sessions.ts';
import { stranded } from './probes/standing.ts';
import { syntaxCases } from './probes/syntax.ts';
import { twinCases } from './probes/twins.ts';
import type { Run } from './run.ts';
import type { Seen } from './seen.ts';

/** Requests that must be refused go out so many at once: the order does not matter to them. */
const width = 6;

/** Checks one operation, as far as the level allows. */
export async function checkOperation(run: Run, operation: Operation, session: string | undefined): Promise<Control> {
  const { options, recorder, schemas } = run;
  const leftOut: Control = { state: 'left-out' };
  if (!isBuildable(operation)) {
    recorder.leaveOut(operation, 'the operation', `bodies of ${contentOf(operation)!.mediaType} are not generated`);
    return leftOut;
  }
  const { values, missing } = baseOf(schemas, operation, options.level, options.set ?? {}, options.seed);
  const isPositive = options.level !== 'safe' && missing.length === 0 && isAllowed(operation, options.level);
  if (options.level === 'effects' && !isPositive) {
    const reason =
      missing.length > 0 ? `no value is offered for ${missing.join(', ')}; give --set` : 'nothing is offered for it';
    recorder.leaveOut(operation, 'valid calls', reason);
  }
  const start = isPositive ? values : baseOf(schemas, operation, 'safe', {}, options.seed).values;
  const control = isPositive ? await establish(run, operation, start, session) : leftOut;
  const plan = planOf(run, operation, start, control.session ?? session, control.state === 'accepted');
  const isSparing = !isPositive && options.level !== 'full';
  // Where no session is needed, a call that breaks no constraint is carried out.
  const isOpen = isSparing && !needsSession(operation);
  // Without a key a call is refused, whatever else it says.
  const spare = isSparing ? planOf(run, operation, start, undefined, false) : plan;
  await checkRefusals(plan, isOpen ? constraintCases(plan) : [...constraintCases(plan), ...otherCases(plan, spare)]);
  if (isOpen) {
    recorder.leaveOut(
      operation,
      'calls that break no constraint',
      'no session is needed, so they would be carried out',
    );
    return control;
  }
  if (control.state === 'accepted') await checkAcceptance(plan);
  else await probeConnections(spare, spare.wire, 'unclear');
  await probeGrowth(spare);
  return control;
}

/** Below `full`, an operation without a value to offer is called only where it cannot change anything. */
const isAllowed = ({ method, parameters, body }: Operation, level: string): boolean =>
  level === 'full' ||
  ['GET', 'HEAD', 'OPTIONS'].includes(method) ||
  parameters.some(({ required }) => required) ||
  body !== undefined;

/** Requests that break a constraint of the document. */
const constraintCases = (plan: Plan): Case[] => [
  ...parameterCases(plan),
  ...(plan.operation.body ? [...bodyCases(plan), ...syntaxCases(plan), ...mediaCases(plan)] : []),
];

/** Requests that are none of the operation's, wrong ones in clothes, and odd ones. */
const otherCases = (plan: Plan, spare: Plan): Case[] => [
  ...framingCases(spare),
  ...pathCases(plan),
  ...largeCases(plan),
  ...clothedCases(plan),
  ...oddCases(spare),
];

async function checkRefusals(plan: Plan, cases: Case[]): Promise<void> {
  const { run, operation } = plan;
  const sessions = plan.isLive || run.options.level === 'safe' || plan.session !== undefined ? sessionCases(plan) : [];
  const madeUp = sessions.find(({ id }) => id === 'session/unknown');
  const isUnchecked =
    madeUp !== undefined && run.options.auth === undefined && (await run.send(madeUp)).verdict === 'accepted';
  if (madeUp) run.recorder.try('auth/unchecked', madeUp.place);
  if (isUnchecked)
    run.recorder.find('auth/unchecked', undefined, 'a made-up key is accepted', {
      operation,
      place: madeUp.place,
    });
  const refusals = [
    ...(isUnchecked ? sessions.filter(({ rule }) => rule === 'auth/missing' || rule === 'auth/empty') : sessions),
    ...(run.options.otherAuth !== undefined && plan.isLive ? [otherSessionCase(plan, run.options.otherAuth)] : []),
    ...cases,
  ];
  if (!needsSession(operation)) run.options.onProgress?.(`${operation.id}: no session is documented`);
  await sendAll(plan, refusals, async (each) => {
    const seen = await expectRefusal(plan, each);
    if (seen.verdict === 'refused' && !each.isOutside)
      plan.codes[each.rule.startsWith('auth/') ? 'session' : 'wrong'].add(seen.code);
    if (seen.verdict === 'refused') await probeHandout(plan, seen);
    if (each.rule === 'method/unknown-path' && seen.answer && seen.answer.status >= 300 && seen.answer.status < 400) {
      run.recorder.find(each.rule, seen, `the status is ${seen.answer.status}`);
    }
  });
  await sendAll(plan, methodCases(plan), async (each) => judgeMethod(plan, await run.send(each)));
  await probeSteadiness(plan, refusals, run.options.rate ? 1 : width);
  if (plan.isLive) await probeAftermath(plan, refusals);
}

/** Sends cases, some at once. A rule under which one request stalls is not tried a third time. */
async function sendAll({ run, operation }: Plan, cases: Case[], job: (each: Case) => Promise<void>): Promise<void> {
  const stalls = new Map<string, number>();
  const wanted = cases.filter(({ id }) => run.isWanted(operation, id));
  await pooled(wanted, run.options.rate ? 1 : width, async (each) => {
    if ((stalls.get(each.rule) ?? 0) >= 2)
      return run.recorder.leaveOut(operation, each.about, `requests of ${each.rule} are not answered in time`);
    const before = performance.now();
    await job(each);
    if (performance.now() - before >= run.target.timeoutMs) stalls.set(each.rule, (stalls.get(each.rule) ?? 0) + 1);
  });
}

async function checkAcceptance(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  const control = caseOf(plan, {
    id: 'control',
    rule: 'state/drift',
    about: 'a valid request',
    wire: plan.wire,
    expect: 'accepted',
  });
  await probeConnections(plan, plan.wire, 'accepted');
  await probeContinue(plan);
  const isConcurrent = await probeRepeats(plan);
  const twins = twinCases(plan).filter(({ id }) => run.isWanted(operation, id));
  await pooled(
    twins,
    isConcurrent && !run.options.rate ? width : 1,
    async (each) => void (await expectAcceptance(plan, each, control)),
  );
  const query = queryCase(plan);
  if (run.isWanted(operation, query.id)) {
    const seen = await run.send(query);
    if (seen.verdict === 'accepted') run.recorder.find(query.rule, seen, 'the request is carried out');
  }
  if (run.options.level === 'full' && (await isSteady(plan, control))) {
    const fields = isConcurrent && !run.options.rate ? width : 1;
    await probeGenerated(plan, await probeBoundaries(plan, fields), fields);
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
