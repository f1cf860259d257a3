import type { Json } from '@cc-gateway/spec';
import { requestSchema } from '../base.ts';
import { contentOf } from '../build.ts';
import type { Case } from '../case.ts';
import { bodyPointer, caseOf, type Plan } from '../plan.ts';
import { isJson } from '../seen.ts';
import { breakagesOf } from '../values/breakages.ts';
import { elsewhere, names } from './names.ts';

/** Makes a case for a body, where the body breaks the schema. */
export type Make = (id: string, rule: string, about: string, pointer: string, body: unknown) => Case[];

/** Whether the probes of JSON bodies apply. */
export function hasJsonBody({ operation, values }: Plan): boolean {
  const content = contentOf(operation);
  return (
    content !== undefined && values.body !== undefined && (isJson(content.mediaType) || content.mediaType.includes('*'))
  );
}

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
      : [caseOf(plan, { id: `body/${id}`, rule, about, place, wire: plan.wireWith({ body }), expect: 'refused' })];
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
  const schema = plan.run.schemas.plain(given);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !schema?.properties || depth > 2)
    return [];
  const required: string[] = schema.required ?? [];
  const own = Object.entries<Json>(schema.properties).flatMap(([name, property]) => {
    const at = `${pointer}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const label = path + name;
    const set = (next: unknown): unknown => put({ ...value, [name]: next });
    const { [name]: current, ...rest } = value;
    if (current === undefined) return [];
    return [
      ...(required.includes(name)
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
