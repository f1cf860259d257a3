import { markup } from '../../answers/rules/exposure.ts';
import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { fieldsOf } from '../../requests/fields.ts';
import { withQuery, type Wire } from '../../wire/request.ts';
import { nowhere } from './paths.ts';

/** Markup where a provider may quote what it was sent: in each text, in a path that nobody has, and in a query. */
export function markupCases(plan: Plan): Case[] {
  const { wire, run } = plan;
  const encoded = encodeURIComponent(markup);
  // Below `full`, what is carried out holds nothing but what is offered.
  const fields = (run.options.level === 'full' ? fieldsOf(plan) : [])
    .filter((field) => typeof field.value === 'string' && field.holds(markup))
    .map((field): [string, Wire] => [field.label, plan.wireWith(field.with(markup))]);
  const tries: [string, Wire][] = [
    ...fields,
    ['a path that nobody has', { ...wire, target: `${nowhere(run.target)}/${encoded}` }],
    ['the query', withQuery(wire, `undocumented=${encoded}`)],
  ];
  return tries.map(([what, sent]) =>
    caseOf(plan, {
      id: `markup/${what}`,
      rule: 'envelope/reflected',
      about: `${what} holds markup`,
      wire: sent,
      expect: 'anything',
      isOutside: true,
    }),
  );
}
