import type { Operation } from '@cc-gateway/spec';
import type { Seen } from '../../answers/reading/observed.ts';
import { caseOf, planOf, type Plan } from '../../requests/plan.ts';
import { baseOf } from '../../requests/starting-values.ts';
import { fieldsOf, type Field } from '../../requests/fields.ts';
import { siblingsOf } from '../../values/siblings.ts';

/** Milliseconds that a provider is given to let go of what it has deleted. */
const pauses = [100, 500, 2_000];

/**
 * After an accepted DELETE, where the document has a GET of the same path that says 404 or 410: nothing is found there any more.
 * A provider that finds whatever it is asked for keeps nothing, and is left out.
 */
export async function probeRemoval(plan: Plan): Promise<void> {
  const { run, operation, session, values } = plan;
  const reader = readerOf(plan);
  if (operation.method !== 'DELETE' || !reader || !run.isWanted(operation, 'removal')) return;
  const base = baseOf(run.schemas, reader, 'full', run.options.set ?? {}, run.options.seed).values;
  const reading = planOf(run, reader, { ...base, path: values.path }, session, true);
  const get = (about: string, wire = reading.wire): Promise<Seen> =>
    run.send(
      caseOf(reading, {
        id: 'removal',
        rule: 'state/deleted',
        about,
        place: `${operation.pointer}/responses`,
        wire,
        expect: 'anything',
      }),
    );
  const field = fieldsOf(reading).findLast(({ label }) => label.startsWith('path '));
  for (const key of field ? madeUp(reading, field) : []) {
    const unknown = await get('what nobody has is asked for', reading.wireWith(field!.with(key)));
    if (unknown.verdict === 'accepted')
      return run.recorder.leaveOut(operation, 'what is left after it', 'the provider finds whatever it is asked for');
  }
  let seen = await get('what was deleted is asked for');
  for (const pause of pauses) {
    if (seen.verdict !== 'accepted') return;
    await new Promise((resolve) => setTimeout(resolve, pause));
    seen = await get('what was deleted is asked for');
  }
  if (seen.verdict !== 'accepted') return;
  run.recorder.find('state/deleted', seen, `it is found, with status ${seen.answer!.status}`, {
    documented: '404 or 410, after a DELETE that succeeded',
  });
}

/** The GET of the same path, where the document says that it may find nothing. */
function readerOf({ run, operation }: Plan): Operation | undefined {
  if (operation.success) return undefined;
  const found = run.contract.operations.find(({ method, path }) => method === 'GET' && path === operation.path);
  return found?.answers.some(({ status }) => ['404', '410', '4XX'].includes(status.toUpperCase())) ? found : undefined;
}

/** Other keys than those that the probes of values have sent, and perhaps made. */
const others = 7_919;

const madeUp = ({ run }: Plan, field: Field): unknown[] =>
  siblingsOf(run.schemas, field.schema, field.value, run.options.seed + others)
    .far.toReversed()
    .filter((key) => field.holds(key))
    .slice(0, 2);
