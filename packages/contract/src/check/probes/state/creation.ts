import type { Operation } from '@cc-gateway/spec';
import type { Plan } from '../../requests/plan.ts';
import { pauses, readBackOf } from './read-back.ts';

/**
 * After an accepted POST that makes something by the document, where its answer names what it has made and the document has a GET of
 * that: it is found. `newest` gives the value that the answer has named for a place in the path of the GET.
 */
export async function probeCreation(plan: Plan, newest: (reader: Operation, name: string) => unknown): Promise<void> {
  const { run, operation, values } = plan;
  const statuses = new Set(operation.answers.map(({ status }) => status));
  if (operation.method !== 'POST' || operation.success || !statuses.has('201') || statuses.has('202')) return;
  const found = readerBelow(plan);
  const id = found && newest(found.reader, found.name);
  if (!found || id === undefined || !run.isWanted(operation, 'creation')) return;
  const made = { ...plan, values: { ...values, path: { ...values.path, [found.name]: id } } };
  const readBack = readBackOf(made, found.reader, { id: 'creation', rule: 'state/created' });
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const seen = await readBack.get('what was made is asked for');
    const isMissing = [404, 410].includes(seen.answer?.status ?? 0);
    if (!isMissing) return;
    if (pause === pauses.at(-1))
      run.recorder.find('state/created', seen, `the status is ${seen.answer!.status}`, {
        documented: '201 for a POST: what was made is there',
        operation,
      });
  }
}

/** The GET of one segment below the path of a collection, and the name of that segment. */
function readerBelow({ run, operation }: Plan): { reader: Operation; name: string } | undefined {
  for (const reader of run.contract.operations) {
    const rest = reader.path.startsWith(`${operation.path}/`) ? reader.path.slice(operation.path.length) : '';
    const [, name] = /^\/\{([^{}]+)\}$/.exec(rest) ?? [];
    if (reader.method === 'GET' && name !== undefined) return { reader, name };
  }
  return undefined;
}
