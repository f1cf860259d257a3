import type { Json } from '@cc-gateway/spec';
import { requestSchema } from '../../values/request-schema.ts';
import { madeUp } from '../../requests/starting-values.ts';
import { contentOf } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { bodyPointer, caseOf, hasJsonBody, type Plan } from '../../requests/plan.ts';
import { breakagesOf } from '../../values/breakages.ts';
import { viewOf } from '../../values/merged.ts';
import { elsewhere, names, type Make } from './names.ts';

/** Each constraint of the body, broken one at a time, and the body as a whole. */
export function bodyCases(plan: Plan): Case[] {
  if (!hasJsonBody(plan)) return [];
  const { run, operation, values } = plan;
  const schema = requestSchema(run.schemas, contentOf(operation)!.schema);
  const pointer = bodyPointer(operation);
  // A value that breaks one member may still keep the whole, by another branch of the schema.
  const make: Make = (id, rule, about, place, body) =>
    run.schemas.accepts(schema, body)
      ? []
      : [
          caseOf(plan, {
            id: `body/${id}`,
            part: '/body',
            rule,
            about,
            place,
            wire: plan.wireWith({ body }),
            expect: 'refused',
          }),
        ];
  const missing = plan.wireWith({});
  delete missing.body;
  return [
    ...roots(values.body, pointer, make),
    ...(operation.body?.required
      ? [
          caseOf(plan, {
            id: 'body/none',
            rule: 'accepts/body-missing',
            about: 'there is no body',
            place: `${operation.pointer}/requestBody`,
            wire: missing,
            expect: 'refused',
          }),
          caseOf(plan, {
            id: 'body/blank',
            rule: 'accepts/body-missing',
            about: 'the body is a blank',
            place: `${operation.pointer}/requestBody`,
            wire: plan.wireWithBody(' '),
            expect: 'refused',
          }),
        ]
      : []),
    ...(Array.isArray(values.body) ? lists(plan, schema, values.body, pointer, make) : []),
    ...members(plan, schema, values.body, pointer, (body) => body, '', make, 0),
    ...names(values.body, pointer, make),
    ...elsewhere(plan, pointer),
  ];
}

function roots(body: Json, pointer: string, make: Make): Case[] {
  const tries: [string, unknown][] = [
    ['null', null],
    ['an empty object', {}],
    ['an empty list', []],
    ['a list of the body', [body]],
    ['a list of two bodies', [body, body]],
    ['the body as a string', JSON.stringify(body)],
    ['a number', 8],
    ['true', true],
    ['the body in an object', { data: body, body, request: body }],
    ['the values alone', Object.values(Object(body))],
  ];
  return tries.flatMap(([what, value]) =>
    make(`root/${what}`, 'accepts/body-root', `the body is ${what}`, pointer, value),
  );
}

/** A body that is a list, with too few, too many or wrong members. */
const lists = ({ run }: Plan, schema: Json, body: unknown, pointer: string, make: Make): Case[] =>
  breakagesOf(run.schemas, schema, body, run.options.seed)
    .filter(({ value }) => Array.isArray(value))
    .flatMap(({ rule, name, value, keyword }) =>
      make(`list/${name}`, rule, `the body is ${show(value)} (${name})`, `${pointer}/${keyword}`, value),
    );

function members(
  plan: Plan,
  given: Json,
  value: Json,
  pointer: string,
  put: (value: unknown) => unknown,
  path: string,
  make: Make,
  depth: number,
): Case[] {
  const schema = viewOf(plan.run.schemas, given, value);
  if (typeof value !== 'object' || value === null || depth > 2) return [];
  if (Array.isArray(value)) {
    // The members of the first one; the schema of the others is the same, but in a tuple.
    const first = (next: unknown): unknown => put(value.with(0, next));
    const of: Json = schema?.prefixItems?.[0] ?? schema?.items;
    return members(plan, of, value[0], `${pointer}/items`, first, `${path}0.`, make, depth + 1);
  }
  if (!schema?.properties) return [];
  const required: string[] = schema.required ?? [];
  const own = Object.entries<Json>(schema.properties).flatMap(([name, property]) => {
    const at = `${pointer}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const label = path + name;
    const set = (next: unknown): unknown => put({ ...value, [name]: next });
    const { [name]: given, ...rest } = value;
    const current = given ?? madeUp(plan.run.schemas, property, plan.run.options.seed);
    if (current === undefined) return [];
    return [
      ...(required.includes(name) && given !== undefined
        ? make(`${label}/missing`, 'accepts/required', `${label} is missing`, `${pointer}/required`, put(rest))
        : []),
      ...breakagesOf(plan.run.schemas, property, current, plan.run.options.seed).flatMap(
        ({ rule, name: what, value: wrong, keyword }) =>
          make(
            `${label}/${rule}/${what}`,
            rule,
            `${label} is ${show(wrong)} (${what})`,
            keyword === 'type' ? at : `${at}/${keyword}`,
            set(wrong),
          ),
      ),
      ...members(plan, property, current, at, set, `${label}.`, make, depth + 1),
    ];
  });
  const extra = make(
    `${path}extra`,
    'accepts/closed',
    `${path || 'the body '}has a member that is not documented`,
    `${pointer}/additionalProperties`,
    put({ ...value, undocumentedMember: 1 }),
  );
  return [...own, ...extra];
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
