import type { Contract } from '@cc-gateway/spec';
import { sessionHeaders } from '../answers/reading/session-headers.ts';
import { keySchemes, needsSession } from '../requests/serialize.ts';
import type { Case } from '../answers/reading/case.ts';
import { expectRefusal } from './expect.ts';
import { planOf, type Plan } from '../requests/plan.ts';
import { pooled } from '../requests/pool.ts';
import { bodyCases } from '../probes/constraints/bodies.ts';
import { crossOriginCases } from '../probes/http/cross-origin.ts';
import { decoratedCases } from '../probes/equivalents/decorated.ts';
import { formCases } from '../probes/constraints/forms.ts';
import { framingCases } from '../probes/http/framing.ts';
import { largeCases } from '../probes/http/large.ts';
import { markupCases } from '../probes/http/markup.ts';
import { mediaCases } from '../probes/constraints/media.ts';
import { judgeMethod } from '../probes/http/method-answers.ts';
import { methodCases } from '../probes/http/methods.ts';
import { oversizedCases } from '../probes/http/oversized.ts';
import { malformedCases } from '../probes/http/malformed.ts';
import { parameterCases, partOf } from '../probes/constraints/parameters.ts';
import { pathCases } from '../probes/http/paths.ts';
import { probeOrder } from '../probes/state/order.ts';
import { probeHandout } from '../probes/sessions/renewal.ts';
import { probeAftermath, probeSteadiness } from '../probes/state/repetition.ts';
import { otherSessionCase, sessionCases } from '../probes/sessions/wrong-sessions.ts';
import { encodingCases, syntaxCases } from '../probes/constraints/syntax.ts';
import { flawOfWrong } from '../requests/proof.ts';
import { firstOfRules, spread } from '../requests/spread.ts';
import { isBreakdown, type Seen } from '../answers/reading/observed.ts';

/** Requests that must be refused go out so many at once: the order does not matter to them. */
const width = 6;

/** How the wrong requests of an operation are taken. */
interface Manner {
  /** The plan's own key goes out only with what breaks a constraint. */
  isCautious: boolean;
  /** What has been sent before, in caution, and what was left then. */
  begun?: Constraints;
  /** Is told when one for each rule has been sent. */
  onEssentials?: () => void;
  /** Whether a further request can be afforded after those, one for each rule; what cannot is left for later. */
  isAffordable?: () => boolean;
}

/** Requests that break a constraint, as far as they were sent. */
export interface Constraints {
  sent: Case[];
  left: Case[];
}

/** Sends requests without a session or with a wrong one, and requests that break a constraint: one for each rule first. */
export async function checkConstraints(plan: Plan, manner: Manner): Promise<Constraints> {
  const { begun, isCautious, onEssentials, isAffordable } = manner;
  const { sent, left: rest } = begun ?? (await essentials(plan, manner));
  onEssentials?.();
  const left = begun && !isCautious ? [...rest, ...relabelled(plan)] : rest;
  const further = new Set(await sendRefusals(plan, left, isAffordable));
  return { sent: [...sent, ...further], left: left.filter((each) => !further.has(each)) };
}

/** Sends one request for each rule. */
async function essentials(plan: Plan, { isCautious }: Manner): Promise<Constraints> {
  const risky = isCautious ? [] : relabelled(plan);
  const wanted = [...(await wrongSessions(plan, isCautious)), ...constraintCases(plan), ...risky];
  const first = firstOfRules(wanted);
  // What can be carried out once only must not be carried out for another of them before it was asked for without a key.
  const [alone] = wanted;
  if (alone) await sendRefusals(plan, [alone]);
  await sendRefusals(
    plan,
    [...first].filter((each) => each !== alone),
  );
  return { sent: [...first], left: wanted.filter((each) => !first.has(each)) };
}

/**
 * Sends what is none of the operation's, wrong requests decorated, and the wrong ones again; malformed ones at the end. `spare` is
 * the plan of requests that HTTP lets a provider carry out, `near` that of those that it should not; without them only
 * methods are tried.
 */
export async function checkOthers(plan: Plan, wrong: Case[], plans?: { spare: Plan; near: Plan }): Promise<void> {
  const { run } = plan;
  const { otherAuth } = run.options;
  const others = [
    ...(otherAuth !== undefined && plan.isLive ? [otherSessionCase(plan, otherAuth)] : []),
    ...(plans ? otherCases(plan, plans.spare, plans.near) : []),
  ];
  await sendRefusals(plan, others);
  await probeOrder(plan);
  if (plans)
    run.last.push({
      operation: plan.operation,
      job: async () => void (await sendRefusals(plan, shared(plan, 'malformed', malformedOf(plan)))),
    });
  await sendAll(plan, shared(plan, 'methods', methodCases(plans?.near ?? plan)), async (each) => {
    const seen = await run.send(each);
    judgeMethod(plan, seen);
    return seen;
  });
  await probeSteadiness(plan, [...wrong, ...others], run.options.rate ? 1 : width);
  if (plan.isLive) await probeAftermath(plan, wrong);
}

async function wrongSessions(plan: Plan, isCautious: boolean): Promise<Case[]> {
  const { run, operation, isLive, session } = plan;
  const { level } = run.options;
  if (!isLive && level !== 'safe' && session === undefined) return [];
  // Of two keys a provider may read the right one.
  const sessions = shared(
    plan,
    'sessions',
    sessionCases(plan).filter(({ rule }) => !isCautious || rule !== 'auth/twice'),
  );
  const madeUp = sessions.find(({ id }) => id === 'session/unknown');
  if (!madeUp) return [];
  const isUnchecked = !isGiven(plan) && (await run.send(madeUp)).verdict === 'accepted';
  run.recorder.try('auth/unchecked', madeUp.place);
  if (!isUnchecked) return sessions;
  const { place } = madeUp;
  run.recorder.find('auth/unchecked', undefined, 'a made-up key is accepted', { operation, place });
  return sessions.filter(({ rule }) => rule === 'auth/missing' || rule === 'auth/empty');
}

/** Whether the user gave a key for this operation: where the document has sessions, the key that he gives is that of one. */
function isGiven({ run, operation }: Plan): boolean {
  if (run.options.auth === undefined) return false;
  return keySchemes(operation).some(({ session }) => session) || sessionHeaders(run.contract).size === 0;
}

/** Sends what must be refused, as long as it can be afforded. What claims to break one part alone, and does not, is left out. Gives what was taken. */
async function sendRefusals(plan: Plan, cases: Case[], isAffordable = (): boolean => true): Promise<Case[]> {
  const { run, operation, codes } = plan;
  const taken: Case[] = [];
  await sendAll(plan, cases, async (each) => {
    if (!isAffordable()) return undefined;
    taken.push(each);
    const flaw = each.part === undefined ? undefined : flawOfWrong(plan, each.wire, each.part);
    if (flaw !== undefined) {
      run.recorder.leaveOut(operation, each.about, `it cannot be sent: ${flaw}`);
      return undefined;
    }
    const seen = await expectRefusal(plan, each);
    if (seen.verdict === 'refused' && !each.isOutside)
      codes[each.rule.startsWith('auth/') ? 'session' : 'wrong'].add(seen.code);
    if (seen.verdict === 'refused') await probeHandout(plan, seen);
    const { status = 0 } = seen.answer ?? {};
    const isRedirect = status >= 300 && status < 400;
    const isPage = isRedirect || (seen.verdict === 'unclear' && status >= 200 && status < 300);
    if (each.rule === 'method/unknown-path' && (isPage || isBreakdown(seen)))
      run.recorder.find(each.rule, seen, `the status is ${status}`);
    return seen;
  });
  return taken;
}

/** Sends cases, some at once. A rule under which one request stalls is not tried a third time. */
async function sendAll(
  { run, operation }: Plan,
  cases: Case[],
  job: (each: Case) => Promise<Seen | undefined>,
): Promise<void> {
  const stalls = new Map<string, number>();
  const wanted = cases.filter(({ id }) => run.isWanted(operation, id));
  await pooled(wanted, run.options.rate ? 1 : width, async (each) => {
    if ((stalls.get(each.rule) ?? 0) >= 2)
      return run.recorder.leaveOut(operation, each.about, `requests of ${each.rule} are not answered in time`);
    const seen = await job(each);
    if (seen?.capture.ending === 'timeout') stalls.set(each.rule, (stalls.get(each.rule) ?? 0) + 1);
  });
}

/** Requests that break a constraint of the document. */
const constraintCases = (plan: Plan): Case[] => {
  const bodies = bodyCases(plan);
  const isAboutShape = ({ rule }: Case): boolean => rule === 'accepts/member-name' || rule === 'accepts/body-root';
  return [
    ...parametersOf(plan),
    ...bodies.filter((each) => !isAboutShape(each)),
    ...shared(plan, 'shape', bodies.filter(isAboutShape)),
    ...formCases(plan),
    ...shared(plan, 'syntax', syntaxCases(plan)),
  ];
};

/** Bodies under another label or in another encoding, which HTTP lets a provider read. */
const relabelled = (plan: Plan): Case[] => [
  ...shared(plan, 'encoding', encodingCases(plan)),
  ...shared(plan, 'media', mediaCases(plan)),
];

/** What is no value at all of a parameter is read in one place, for all operations that have it; bounds each has for itself. */
function parametersOf(plan: Plan): Case[] {
  const cases = parameterCases(plan);
  return plan.operation.parameters.flatMap((parameter) => {
    const part = partOf(parameter);
    const own = cases.filter((each) => each.part === part);
    if (countsOf(plan.run.contract).get(part) === 1) return own;
    const isSpelt = ({ rule }: Case): boolean => spelt.has(rule);
    return [...own.filter((each) => !isSpelt(each)), ...shared(plan, part, own.filter(isSpelt))];
  });
}

const counts = new WeakMap<Contract, Map<string, number>>();

/** How many operations have a parameter, by its part of their requests. */
function countsOf(contract: Contract): Map<string, number> {
  let count = counts.get(contract);
  if (count) return count;
  counts.set(contract, (count = new Map<string, number>()));
  for (const { parameters } of contract.operations)
    for (const part of new Set(parameters.map(partOf))) count.set(part, (count.get(part) ?? 0) + 1);
  return count;
}

/** Rules that many spellings try. */
const spelt = new Set(['accepts/pattern', 'accepts/enum', 'accepts/type', 'accepts/format']);

const shared = ({ run, operation }: Plan, kind: string, cases: Case[]): Case[] => spread(run, operation, kind, cases);

/** Requests that are none of the operation's, and wrong ones, decorated. */
const otherCases = (plan: Plan, spare: Plan, near: Plan): Case[] => [
  ...shared(plan, 'framing', framingCases(spare)),
  ...shared(plan, 'paths', pathCases(near)),
  ...shared(plan, 'large', largeCases(plan)),
  ...shared(plan, 'decorated', decoratedCases(plan)),
  ...shared(plan, 'origin', crossOriginCases(plan, spare.wire)),
  ...shared(plan, 'markup', markupCases(spare)),
];

/** Odd requests name things that nobody offered: below `full` they go out without a key. */
function malformedOf(plan: Plan): Case[] {
  const { run, operation, values } = plan;
  if (run.options.level === 'full') return [...malformedCases(plan), ...(plan.isLive ? oversizedCases(plan) : [])];
  return needsSession(operation) ? malformedCases(planOf(run, operation, values, undefined, false)) : [];
}
