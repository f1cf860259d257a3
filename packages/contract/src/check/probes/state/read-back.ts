import type { Operation } from '@cc-gateway/spec';
import type { Seen } from '../../answers/reading/observed.ts';
import { fieldsOf, type Field } from '../../requests/fields.ts';
import { caseOf, planOf, type Plan } from '../../requests/plan.ts';
import { baseOf } from '../../requests/starting-values.ts';
import { siblingsOf } from '../../values/siblings.ts';
import type { Wire } from '../../wire/request.ts';

/** Milliseconds that a provider is given until what it has done shows. */
export const pauses = [100, 500, 2_000];

/** How what an operation has done is looked at. */
export interface ReadBack {
  get(about: string, wire?: Wire): Promise<Seen>;
  /** Whether the provider finds whatever it is asked for: then it keeps nothing, and nothing can be told. */
  findsAnything(): Promise<boolean>;
}

/** The GET of an operation's path, where the document has one. */
export const readerOf = ({ run, operation }: Plan): Operation | undefined =>
  operation.success
    ? undefined
    : run.contract.operations.find(({ method, path }) => method === 'GET' && path === operation.path);

/** Looks at what `reader` finds where the plan's own request goes; each request names what it is for, and the rule. */
export function readBackOf(plan: Plan, reader: Operation, { id, rule }: { id: string; rule: string }): ReadBack {
  const { run, operation, session, values } = plan;
  const base = baseOf(run.schemas, reader, 'full', run.options.set ?? {}, run.options.seed).values;
  const reading = planOf(run, reader, { ...base, path: values.path }, session, true);
  const place = `${operation.pointer}/responses`;
  const get: ReadBack['get'] = (about, wire = reading.wire) =>
    run.send(caseOf(reading, { id, rule, about, place, wire, expect: 'anything' }));
  const field = fieldsOf(reading).findLast(({ label }) => label.startsWith('path '));
  return {
    get,
    async findsAnything() {
      for (const key of field ? madeUp(reading, field) : []) {
        const unknown = await get('what nobody has is asked for', reading.wireWith(field!.with(key)));
        if (unknown.verdict === 'accepted') return true;
      }
      return false;
    },
  };
}

/** Other keys than those that the probes of values have sent, and perhaps made. */
const others = 7_919;

const madeUp = ({ run }: Plan, field: Field): unknown[] =>
  siblingsOf(run.schemas, field.schema, field.value, run.options.seed + others)
    .far.toReversed()
    .filter((key) => field.holds(key))
    .slice(0, 2);
