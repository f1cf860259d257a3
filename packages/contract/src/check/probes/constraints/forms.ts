import { requestSchema } from '../../values/request-schema.ts';
import { contentOf, isForm, isWritable } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { bodyPointer, caseOf, type Plan } from '../../requests/plan.ts';
import { isTellable } from '../../values/distinct-as-text.ts';
import { wrongRecords } from '../../values/wrong-records.ts';

/** Each constraint of a form, broken one at a time, where the text that is sent can be told from a right one. */
export function formCases(plan: Plan): Case[] {
  const { run, operation, values } = plan;
  const content = contentOf(operation);
  if (content === undefined || values.body === undefined || !isForm(content)) return [];
  const schema = requestSchema(run.schemas, content.schema);
  const of = (id: string, rule: string, about: string, place: string, body: unknown): Case =>
    caseOf(plan, {
      id: `form/${id}`,
      part: '/body',
      rule,
      about,
      place,
      wire: plan.wireWith({ body }),
      expect: 'refused',
    });
  const wrong = wrongRecords(run.schemas, schema, values.body, run.options.seed)
    .filter(({ value, rule }) => rule === 'accepts/required' || isTellable(run.schemas, schema, value))
    .filter(({ value }) => isWritable(content, value))
    // A form without a member is no body at all, which may be left out where it is not required.
    .filter(({ value }) => operation.body?.required || Object.keys(Object(value)).length > 0)
    .map(({ rule, name, value, keyword }) =>
      of(`${rule}/${name}`, rule, `in the form, ${name}`, `${bodyPointer(operation)}/${keyword}`, value),
    );
  const none = of('none', 'accepts/body-missing', 'there is no body', `${operation.pointer}/requestBody`, undefined);
  return operation.body?.required && !run.schemas.accepts(schema, {}) ? [...wrong, none] : wrong;
}
