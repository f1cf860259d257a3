import * as fc from 'fast-check';
import { requestSchema } from '../base.ts';
import { contentOf } from '../build.ts';
import { caseOf, type Plan } from '../plan.ts';
import { arbitraryOf, samplesOf } from '../values/arbitrary.ts';
import { hasJsonBody } from './bodies.ts';
import { isSendable, tryValue, type Freedom } from './boundaries.ts';

/** Property-based: any valid value of a free field is accepted. A counterexample is shrunk to its smallest form. */
export async function probeGenerated(plan: Plan, freedoms: Freedom[]): Promise<void> {
  const { run, operation } = plan;
  const { runs, seed } = run.options;
  for (const { field, isFree } of freedoms) {
    if (
      !run.isWanted(operation, `boundary/${field.label}`) ||
      samplesOf(run.schemas, field.schema, seed, 3).length === 0
    )
      continue;
    if (!isFree) {
      run.recorder.leaveOut(
        operation,
        `${field.label}: generated values`,
        'depends on state: no other valid value is accepted',
      );
      continue;
    }
    const values = arbitraryOf(run.schemas, field.schema).filter((value) => isSendable(field, value));
    const property = fc.asyncProperty(values, async (value) => {
      const { verdict, answer } = await tryValue(plan, field, value, 'refuses/generated', 'generated');
      return verdict !== 'refused' || answer?.status === 404;
    });
    const found = await fc.check(property, { seed, numRuns: runs, endOnFailure: false, skipAllAfterTimeLimit: 20_000 });
    if (!found.failed || !found.counterexample) continue;
    const [smallest] = found.counterexample;
    const seen = await tryValue(plan, field, smallest, 'refuses/generated', 'smallest counterexample');
    if (seen.verdict === 'refused') {
      run.recorder.find(
        'refuses/generated',
        seen,
        `refused with ${JSON.stringify(seen.code)}; its siblings are accepted`,
        {
          documented: `${JSON.stringify(smallest)} keeps the schema`,
        },
      );
    }
  }
  if (hasJsonBody(plan)) await probeWholeBodies(plan);
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
