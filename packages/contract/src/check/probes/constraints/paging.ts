import { pointerTo } from '@cc-gateway/openapi';
import type { Json } from '@cc-gateway/spec';
import type { Seen } from '../../answers/reading/observed.ts';
import { contentOf } from '../../answers/reading/schema-errors.ts';
import { caseOf, parameterPointer, type Plan } from '../../requests/plan.ts';
import { isSendable } from '../../requests/style.ts';
import { demanded } from '../../values/shown.ts';

/** Names under which a document asks for so many members of a list at most. */
const limit = /^(limit|page[_-]?(size|limit)|per[_-]?page|max[_-]?(results|items)|items[_-]?per[_-]?page|\$top)$/i;

/** Where a request says how many members it wants at most, the list holds no more. */
export async function probePaging(plan: Plan): Promise<void> {
  const { run, operation, values } = plan;
  if (operation.method !== 'GET') return;
  for (const parameter of operation.parameters) {
    const { name, in: place, schema } = parameter;
    const id = `paging/${name}`;
    const isLimit = place === 'query' && limit.test(name) && run.isWanted(operation, id);
    const most = [1, 2, 5, 10].find((each) => run.schemas.accepts(schema, each) && isSendable(parameter, each));
    if (!isLimit || most === undefined || run.schemas.accepts(schema, 'many')) continue;
    const about = `query ${name} is ${most}`;
    const ask = (): Promise<Seen> =>
      run.send(
        caseOf(plan, {
          id,
          rule: 'envelope/limit',
          about,
          place: parameterPointer(run, operation, place, name),
          wire: plan.wireWith({ query: { ...values.query, [name]: most } }),
          expect: 'anything',
        }),
      );
    const seen = await ask();
    const count = listIn(seen)?.list.length ?? 0;
    if (count <= most || (listIn(await ask())?.list.length ?? 0) <= most) continue;
    // A mock answers with what the document shows, whatever is asked.
    if (isShown(plan, seen))
      run.recorder.leaveOut(operation, about, 'the document itself shows the list in the answer');
    else run.recorder.find('envelope/limit', seen, `the list has ${count} members`, { documented: `${most} at most` });
  }
}

/** Whether the list in an answer is an example of the document, or of a part of it. */
function isShown({ run }: Plan, seen: Seen): boolean {
  const [content, pointer] = [contentOf(seen), listIn(seen)?.pointer];
  return (
    content !== undefined &&
    pointer !== undefined &&
    demanded(run.schemas, content, seen.json?.value, pointer) !== undefined
  );
}

/** The list of an accepted answer, and where it stands; undefined where it has none, or several lists. */
function listIn({ verdict, json }: Seen): { list: Json[]; pointer: string } | undefined {
  const value = json?.value as Json;
  if (verdict !== 'accepted' || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return { list: value, pointer: pointerTo() };
  const [found, ...more] = Object.entries<Json>(value).filter(([, each]) => Array.isArray(each));
  return found && more.length === 0 ? { list: found[1], pointer: pointerTo(found[0]) } : undefined;
}
