import type { Operation } from '@cc-gateway/spec';
import { checkAcceptance } from './acceptance.ts';
import { baseOf } from './base.ts';
import { contentOf, isBuildable, needsSession } from './build.ts';
import { establish, type Control } from './control.ts';
import { planOf } from './plan.ts';
import { probeConnections } from './probes/connections.ts';
import { probeGrowth } from './probes/growth.ts';
import { checkRefusals } from './refusals.ts';
import type { Run } from './run.ts';

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
  await checkRefusals(plan, isOpen ? undefined : spare);
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
