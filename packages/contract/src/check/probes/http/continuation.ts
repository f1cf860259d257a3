import { caseOf, type Plan } from '../../requests/plan.ts';
import { withHeader } from '../../wire/request.ts';

/** A body that waits for leave: it is asked for, or the request is answered without it. A slow provider is asked twice. */
export async function probeContinue(plan: Plan): Promise<void> {
  const { run, wire, operation } = plan;
  if (!wire.body || run.options.dryRun || !run.isWanted(operation, 'continue')) return;
  const ask = (patienceMs: number) =>
    run.send(
      caseOf(plan, {
        id: 'continue',
        rule: 'transport/continue',
        about: 'Expect: 100-continue waits for leave to send the body',
        wire: { ...withHeader(wire, 'Expect', '100-continue'), pace: 'continue', patienceMs },
        expect: 'anything',
        tolerates: [417],
      }),
    );
  const first = await ask(300);
  if (!first.capture.isUnasked || first.answer?.version === '1.0') return;
  const patienceMs = 1_000 + 2 * first.capture.ms;
  const second = await ask(patienceMs);
  if (second.capture.isUnasked)
    run.recorder.find('transport/continue', second, `neither leave nor an answer within ${Math.round(patienceMs)} ms`);
}
