import * as fc from 'fast-check';
import { requestSchema } from '../../values/request-schema.ts';
import { contentOf } from '../../requests/serialize.ts';
import { hasJsonBody, caseOf, type Plan } from '../../requests/plan.ts';
import { arbitraryOf, samplesOf } from '../../values/arbitrary.ts';
import { pooled } from '../../requests/pool.ts';
import type { Freedom } from './boundaries.ts';
import { isAboutState, isStranded } from '../state/state-refusals.ts';
import { tryValue } from '../../requests/try-value.ts';

/** Property-based: any valid value of a free field is accepted. A counterexample is shrunk to its smallest form. */
export async function probeGenerated(plan: Plan, freedoms: Freedom[], width: number): Promise<void> {
  await pooled(freedoms, width, (freedom) => probeField(plan, freedom, freedoms.length));
  if (hasJsonBody(plan)) await probeWholeBodies(plan);
}

/** Fewer values than this for a field tell little of it. */
const leastRuns = 5;

/** So many requests may look for the smallest of the values that are refused. */
const mostShrinks = 200;

/** The fields of an operation share its runs, where there are other operations. */
const runsOf = ({ run: { contract, options } }: Plan, fields: number): number =>
  contract.operations.length === 1
    ? options.runs
    : Math.max(Math.min(options.runs, leastRuns), Math.ceil(options.runs / fields));

async function probeField(plan: Plan, { field, isFree }: Freedom, count: number): Promise<void> {
  const { run, operation } = plan;
  const { seed } = run.options;
  const samples = samplesOf(run.schemas, field.schema, seed, 25);
  if (samples.length === 0) return;
  if (plan.isStranded) return;
  if (!isFree) {
    const reason = 'depends on state: no other valid value is accepted';
    return run.recorder.leaveOut(operation, `${field.label}: generated values`, reason);
  }
  if (!samples.some((value) => field.holds(value)))
    return run.recorder.leaveOut(operation, `${field.label}: generated values`, 'none of them can be written there');
  const refused = new Set<unknown>();
  const numRuns = runsOf(plan, count);
  let left = numRuns + mostShrinks;
  const property = fc.asyncProperty(arbitraryOf(run.schemas, field.schema), async (value) => {
    fc.pre(field.holds(value) && left > 0);
    left -= 1;
    const seen = await tryValue(plan, field, value, 'refuses/generated', 'generated');
    const isRight = seen.verdict !== 'refused' || isAboutState(plan, seen);
    if (!isRight) refused.add(value);
    return isRight;
  });
  const found = await fc.check(property, { seed, numRuns });
  if (!found.failed || !found.counterexample) return;
  const [smallest] = found.counterexample;
  // One value among all is somebody's own; what is wrong with a value is wrong with others too.
  if (refused.size < 2)
    return run.recorder.leaveOut(operation, `${field.label}: ${JSON.stringify(smallest)}`, 'no other value is refused');
  const seen = await tryValue(plan, field, smallest, 'refuses/generated', 'smallest counterexample');
  if (seen.verdict !== 'refused' || (await isStranded(plan, field))) return;
  run.recorder.find('refuses/generated', seen, `refused with ${JSON.stringify(seen.code)}; its siblings are accepted`, {
    documented: `${JSON.stringify(smallest)} keeps the schema`,
  });
}

/** Whole valid bodies: whatever the verdict, the answer keeps the contract. */
async function probeWholeBodies(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  const schema = requestSchema(run.schemas, contentOf(operation)!.schema);
  for (const [index, body] of samplesOf(
    run.schemas,
    schema,
    run.options.seed,
    Math.min(10, run.options.runs),
  ).entries()) {
    const id = `generated/${index}`;
    if (!run.isWanted(operation, id)) continue;
    await run.send(
      caseOf(plan, {
        id,
        rule: 'refuses/generated',
        about: `the body is generated value ${index}`,
        wire: plan.wireWith({ body }),
        expect: 'anything',
        tolerates: [404],
      }),
    );
  }
}
