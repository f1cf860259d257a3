import type { Plan } from '../../requests/plan.ts';
import { pauses, readBackOf, readerOf } from './read-back.ts';

/**
 * After an accepted DELETE, where the document has a GET of the same path that says 404 or 410: nothing is found there any more.
 * A provider that finds whatever it is asked for keeps nothing, and is left out.
 */
export async function probeRemoval(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  const reader = readerOf(plan);
  const isTold = reader?.answers.some(({ status }) => ['404', '410', '4XX'].includes(status.toUpperCase()));
  if (operation.method !== 'DELETE' || !reader || !isTold || !run.isWanted(operation, 'removal')) return;
  const readBack = readBackOf(plan, reader, { id: 'removal', rule: 'state/deleted' });
  if (await readBack.findsAnything())
    return run.recorder.leaveOut(operation, 'what is left after it', 'the provider finds whatever it is asked for');
  let seen = await readBack.get('what was deleted is asked for');
  for (const pause of pauses) {
    if (seen.verdict !== 'accepted') return;
    await new Promise((resolve) => setTimeout(resolve, pause));
    seen = await readBack.get('what was deleted is asked for');
  }
  if (seen.verdict !== 'accepted') return;
  run.recorder.find('state/deleted', seen, `it is found, with status ${seen.answer!.status}`, {
    documented: '404 or 410, after a DELETE that succeeded',
  });
}
