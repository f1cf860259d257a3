import { needsSession } from './build.ts';
import type { Case } from './case.ts';
import { expectRefusal } from './judge.ts';
import type { Plan } from './plan.ts';
import { pooled } from './pool.ts';
import { bodyCases } from './probes/bodies.ts';
import { clothedCases } from './probes/clothes.ts';
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

/** Sends what must be refused. `spare` is a plan of which a case may be carried out; without one, only constraints are broken. */
export async function checkRefusals(plan: Plan, spare: Plan | undefined): Promise<void> {
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
    ...constraintCases(plan),
    ...(spare ? otherCases(plan, spare) : []),
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
