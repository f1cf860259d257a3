import type { Json } from '@cc-gateway/spec';
import type { Seen } from '../../answers/reading/observed.ts';
import { caseOf, parameterPointer, type Plan } from '../../requests/plan.ts';
import { isSendable } from '../../requests/style.ts';

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
    const ask = (): Promise<Seen> =>
      run.send(
        caseOf(plan, {
          id,
          rule: 'envelope/limit',
          about: `query ${name} is ${most}`,
          place: parameterPointer(run, operation, place, name),
          wire: plan.wireWith({ query: { ...values.query, [name]: most } }),
          expect: 'anything',
        }),
      );
    const seen = await ask();
    const count = countOf(seen);
    if (count === undefined || count <= most || (countOf(await ask()) ?? 0) <= most) continue;
    run.recorder.find('envelope/limit', seen, `the list has ${count} members`, { documented: `${most} at most` });
  }
}

/** How many members the list of an accepted answer has; undefined where it has none, or several lists. */
function countOf({ verdict, json }: Seen): number | undefined {
  const value = json?.value as Json;
  if (verdict !== 'accepted' || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.length;
  const lists = Object.values(value as object).filter(Array.isArray);
  return lists.length === 1 ? lists[0]!.length : undefined;
}
