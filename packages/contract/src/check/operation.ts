import type { Operation } from '@cc-gateway/spec';
import { baseOf, type Base } from './base.ts';
import { needsSession, unbuildable } from './build.ts';
import type { Case } from './case.ts';
import { establish, type Control } from './control.ts';
import { expectAcceptance, expectRefusal } from './judge.ts';
import { caseOf, planOf, type Plan } from './plan.ts';
import { pooled } from './pool.ts';
import { bodyCases } from './probes/bodies.ts';
import { probeBoundaries } from './probes/boundaries.ts';
import { probeConnections } from './probes/connections.ts';
import { probeContinue } from './probes/continuation.ts';
import { formCases } from './probes/forms.ts';
import { framingCases } from './probes/framing.ts';
import { probeGenerated } from './probes/generated.ts';
import { probeGrowth } from './probes/growth.ts';
import { mediaCases } from './probes/media.ts';
import { judgeMethod } from './probes/method-answers.ts';
import { methodCases } from './probes/methods.ts';
import { pathCases, queryCase } from './probes/paths.ts';
import { parameterCases } from './probes/parameters.ts';
import { largeCases } from './probes/large.ts';
import { probePreconditions } from './probes/preconditions.ts';
import { probeRenewal } from './probes/renewal.ts';
import { probeRepeats, probeSteadiness } from './probes/repetition.ts';
import { otherSessionCase, sessionCases } from './probes/sessions.ts';
import { syntaxCases } from './probes/syntax.ts';
import { twinCases } from './probes/twins.ts';
import type { Run } from './run.ts';

/** Requests that must be refused go out so many at once: the order does not matter to them. */
const width = 6;

/** Checks one operation, as far as the level allows. */
export async function checkOperation(run: Run, operation: Operation, session: string | undefined): Promise<Control> {
  const { options, recorder, schemas } = run;
  const leftOut: Control = { state: 'left-out' };
  const leaveOut = (reason: string): Control => {
    recorder.leaveOut(operation, 'the operation', reason);
    return leftOut;
  };
  const reason = unbuildable(operation);
  if (reason !== undefined) return leaveOut(reason);
  const offered = baseOf(schemas, operation, options.level, options.set ?? {}, options.seed);
  const { missing } = offered;
  const isPositive = options.level !== 'safe' && missing.length === 0 && isAllowed(operation, options.level, offered);
  if (options.level === 'effects' && !isPositive) {
    const reason =
      missing.length > 0 ? `no value is offered for ${missing.join(', ')}; give --set` : 'nothing is offered for it';
    recorder.leaveOut(operation, 'valid calls', reason);
  }
  const base = isPositive ? offered : baseOf(schemas, operation, 'safe', {}, options.seed);
  if (base.impossible.length > 0) return leaveOut(`no value can be made for ${base.impossible.join(', ')}`);
  const start = base.values;
  const control = isPositive ? await establish(run, operation, start, session) : leftOut;
  const plan = planOf(run, operation, start, control.session ?? session, control.state === 'accepted');
  const openness = isPositive || options.level === 'full' ? undefined : whyOpen(operation, options.auth);
  const isOpen = openness !== undefined;
  await checkRefusals(plan, isOpen ? constraintCases(plan) : refusalCases(plan));
  if (isOpen) {
    recorder.leaveOut(operation, 'calls that break no constraint', `${openness}, so they would be carried out`);
    return control;
  }
  if (control.state === 'accepted') await checkAcceptance(plan);
  else await probeConnections(plan, plan.wire, 'unclear');
  await probeGrowth(plan);
  return control;
}

/** Below `full`, an operation for which no value is offered is called only where it cannot change anything. */
const isAllowed = ({ method }: Operation, level: string, { values }: Base): boolean =>
  level === 'full' ||
  ['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(method) ||
  Object.values(values).some((part) => Object.keys(Object(part)).length > 0);

/** Why a call with made-up values is carried out; undefined where nothing says that it is. */
const whyOpen = (operation: Operation, key: string | undefined): string | undefined =>
  !needsSession(operation)
    ? 'no session is needed'
    : key !== undefined && operation.preconditions.length === 0
      ? 'the key that is given is enough'
      : undefined;

/** Requests that break a constraint of the document. HTTP lets a provider read bodies under another label or encoding. */
const constraintCases = (plan: Plan): Case[] => [
  ...parameterCases(plan),
  ...bodyCases(plan),
  ...formCases(plan),
  ...syntaxCases(plan).filter(({ rule }) => rule !== 'accepts/encoding'),
];

/** Requests that break a constraint, or are none of the operation's. */
const refusalCases = (plan: Plan): Case[] => [
  ...parameterCases(plan),
  ...bodyCases(plan),
  ...formCases(plan),
  ...syntaxCases(plan),
  ...mediaCases(plan),
  ...framingCases(plan),
  ...pathCases(plan),
  ...largeCases(plan),
];

async function checkRefusals(plan: Plan, cases: Case[]): Promise<void> {
  const { run, operation } = plan;
  const sessions = plan.isLive || run.options.level === 'safe' || plan.session !== undefined ? sessionCases(plan) : [];
  const madeUp = sessions.find(({ id }) => id === 'session/unknown');
  const isUnchecked =
    madeUp !== undefined && run.options.auth === undefined && (await run.send(madeUp)).verdict === 'accepted';
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
    if (each.rule === 'method/unknown-path' && seen.answer && seen.answer.status >= 300 && seen.answer.status < 400) {
      run.recorder.find(each.rule, seen, `the status is ${seen.answer.status}`);
    }
  });
  await sendAll(plan, methodCases(plan), async (each) => judgeMethod(plan, await run.send(each)));
  await probeSteadiness(plan, refusals, run.options.rate ? 1 : width);
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
  if (run.options.level === 'full') {
    const fields = isConcurrent && !run.options.rate ? width : 1;
    await probeGenerated(plan, await probeBoundaries(plan, fields), fields);
  }
  await probePreconditions(plan);
  await probeRenewal(plan);
  const last = await run.send(control);
  if (last.verdict === 'refused')
    run.recorder.find('state/drift', last, `refused with ${JSON.stringify(last.code)}, after it was accepted`);
}
