import type { Operation } from '@cc-gateway/spec';
import { documentRules } from '../answers/rules/document.ts';
import { contradictionsOf } from '../document/contradictions.ts';
import { checkAcceptance } from './acceptance.ts';
import { baseOf, type Base } from '../requests/starting-values.ts';
import { needsSession, unbuildable } from '../requests/serialize.ts';
import { establish, type Control } from './control.ts';
import { withLearned } from './learned.ts';
import { planOf } from '../requests/plan.ts';
import { probeConnections } from '../probes/http/connections.ts';
import { probeCreation } from '../probes/state/creation.ts';
import { probeGrowth } from '../probes/http/growth.ts';
import { checkConstraints, checkOthers } from './refusals.ts';
import type { EngineRun } from './run.ts';
import { uncompiled } from './uncompiled.ts';

/**
 * Checks one operation, as far as the level allows. `onEssentials` is told how the valid
 * request was taken, once what a verdict needs has been tried.
 */
export async function checkOperation(
  run: EngineRun,
  operation: Operation,
  session: string | undefined,
  onEssentials: (control: Control) => void,
): Promise<Control> {
  const { options, recorder, schemas } = run;
  const leftOut: Control = { state: 'left-out' };
  const leaveOut = (reason: string): Control => {
    recorder.leaveOut(operation, 'the operation', reason);
    return { ...leftOut, isImpossible: true };
  };
  tellContradictions(run, operation);
  const reason = unbuildable(operation);
  if (reason !== undefined) return leaveOut(reason);
  for (const [about, why] of uncompiled(operation)) recorder.leaveOut(operation, about, why);
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
  const start = options.level === 'full' ? withLearned(run, operation, base.values) : base.values;
  const early = planOf(run, operation, start, session, false);
  const isAffordable = (): boolean => run.pace.left(operation) > kept;
  // What can be carried out once only is tried with wrong requests first: later all of them are refused.
  const isSpendable = isPositive && !operation.success && ['POST', 'DELETE'].includes(operation.method);
  const begun = isSpendable ? await checkConstraints(early, { isCautious: true, isAffordable }) : undefined;
  const control = isPositive ? await establish(run, operation, start, session) : leftOut;
  const isLive = control.state === 'accepted';
  const plan = { ...planOf(run, operation, start, control.session ?? session, isLive), codes: early.codes };
  const isSparing = !isPositive && options.level !== 'full';
  // Where no session is needed, a call that breaks no constraint is carried out.
  const isOpen = isSparing && !needsSession(operation);
  // Nothing in the document refuses made-up values where there are no preconditions.
  const isCautious = isSparing && (isOpen || operation.preconditions.length === 0);
  // Without a key a call is refused, whatever else it says.
  const spare = isSparing ? planOf(run, operation, start, undefined, false) : plan;
  const wrong = await checkConstraints(plan, {
    isCautious,
    ...(begun && { begun }),
    onEssentials: () => onEssentials(control),
  });
  await checkOthers(plan, wrong.sent, isOpen ? undefined : { spare, near: isCautious ? spare : plan });
  if (isOpen || (isCautious && options.auth !== undefined)) {
    const openness = isOpen ? 'no session is needed' : 'the key that is given is enough';
    recorder.leaveOut(operation, 'calls that break no constraint', `${openness}, so they would be carried out`);
  }
  if (isOpen) return control;
  if (control.state === 'accepted') {
    if (options.level === 'full') await probeCreation(plan, run.learned.newest);
    await checkAcceptance(plan);
  } else await probeConnections(spare, spare.wire, 'unclear');
  await probeGrowth(spare);
  return control;
}

/** Finds where the document contradicts itself about an operation. */
function tellContradictions({ contract, recorder, options }: EngineRun, operation: Operation): void {
  if (options.only !== undefined || options.dryRun) return;
  for (const { name } of documentRules) recorder.try(name, operation.pointer);
  for (const { rule, place, about, says } of contradictionsOf(contract, operation))
    recorder.find(rule, undefined, says, { operation, place, about });
}

/** So many requests of an operation's share are kept for its valid call. */
const kept = 24;

/** Below `full`, an operation for which no value is offered is called only where it cannot change anything. */
const isAllowed = ({ method }: Operation, level: string, { values }: Base): boolean =>
  level === 'full' ||
  ['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(method) ||
  Object.values(values).some((part) => Object.keys(Object(part)).length > 0);
