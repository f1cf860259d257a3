import { needsSession } from './build.ts';
import type { Case } from './case.ts';
import { expectRefusal } from './judge.ts';
import { planOf, type Plan } from './plan.ts';
import { pooled } from './pool.ts';
import { bodyCases } from './probes/bodies.ts';
import { clothedCases } from './probes/clothes.ts';
import { formCases } from './probes/forms.ts';
import { framingCases } from './probes/framing.ts';
import { largeCases } from './probes/large.ts';
import { mediaCases } from './probes/media.ts';
import { judgeMethod } from './probes/method-answers.ts';
import { methodCases } from './probes/methods.ts';
import { oddCases } from './probes/odd.ts';
import { parameterCases } from './probes/parameters.ts';
import { pathCases } from './probes/paths.ts';
import { probeHandout } from './probes/renewal.ts';
import { probeAftermath, probeSteadiness } from './probes/repetition.ts';
import { otherSessionCase, sessionCases } from './probes/sessions.ts';
import { syntaxCases } from './probes/syntax.ts';

/** Requests that must be refused go out so many at once: the order does not matter to them. */
const width = 6;

/**
 * Sends what must be refused. `spare` is the plan of requests that HTTP lets a provider carry out; without one, only
 * constraints are broken. Where `isCautious`, the plan's own key goes out only with what breaks a constraint.
 */
export async function checkRefusals(plan: Plan, spare: Plan | undefined, isCautious: boolean): Promise<void> {
  const { run, operation } = plan;
  const areTried = plan.isLive || run.options.level === 'safe' || plan.session !== undefined;
  // Of two keys a provider may read the right one.
  const sessions = (areTried ? sessionCases(plan) : []).filter(({ rule }) => !isCautious || rule !== 'auth/twice');
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
    ...constraintCases(plan, isCautious),
    ...(spare ? otherCases(plan, spare, isCautious ? spare : plan) : []),
  ];
  if (!needsSession(operation)) run.options.onProgress?.(`${operation.id}: no session is documented`);
  await sendAll(plan, refusals, async (each) => {
    const seen = await expectRefusal(plan, each);
    if (seen.verdict === 'refused' && !each.isOutside)
      plan.codes[each.rule.startsWith('auth/') ? 'session' : 'wrong'].add(seen.code);
    if (seen.verdict === 'refused') await probeHandout(plan, seen);
    const { status = 0 } = seen.answer ?? {};
    const isPage = status >= 300 && status < 400 ? true : seen.verdict === 'unclear' && status >= 200 && status < 300;
    if (each.rule === 'method/unknown-path' && isPage) run.recorder.find(each.rule, seen, `the status is ${status}`);
  });
  await sendAll(plan, methodCases(isCautious && spare ? spare : plan), async (each) =>
    judgeMethod(plan, await run.send(each)),
  );
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

/** Requests that break a constraint of the document. HTTP lets a provider read bodies under another label or encoding. */
const constraintCases = (plan: Plan, isCautious: boolean): Case[] => [
  ...parameterCases(plan),
  ...bodyCases(plan),
  ...formCases(plan),
  ...syntaxCases(plan).filter(({ rule }) => !isCautious || rule !== 'accepts/encoding'),
  ...(isCautious ? [] : mediaCases(plan)),
];

/** Requests that are none of the operation's, wrong ones in clothes, and odd ones. */
const otherCases = (plan: Plan, spare: Plan, near: Plan): Case[] => [
  ...framingCases(spare),
  ...pathCases(near),
  ...largeCases(plan),
  ...clothedCases(plan),
  ...oddOf(plan),
];

/** Odd requests name things that nobody offered: below `full` they go out without a key. */
function oddOf(plan: Plan): Case[] {
  const { run, operation, values } = plan;
  if (run.options.level === 'full') return oddCases(plan);
  return needsSession(operation) ? oddCases(planOf(run, operation, values, undefined, false)) : [];
}
