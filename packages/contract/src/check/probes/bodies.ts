import type { Json } from '@cc-gateway/spec';
import { requestSchema } from '../base.ts';
import { contentOf } from '../build.ts';
import type { Case } from '../case.ts';
import { bodyPointer, caseOf, type Plan } from '../plan.ts';
import { isJson } from '../seen.ts';
import { breakagesOf } from '../values/breakages.ts';

type Make = (id: string, rule: string, about: string, pointer: string, body: unknown) => Case[];

/** Whether the probes of JSON bodies apply. */
export function hasJsonBody({ operation, values }: Plan): boolean {
  const content = contentOf(operation);
  return content !== undefined && values.body !== undefined && (isJson(content.mediaType) || content.mediaType.includes('*'));
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
          caseOf(plan, { id: 'body/none', rule: 'accepts/body-missing', about: 'there is no body', place: `${operation.pointer}/requestBody`, wire: missing, expect: 'refused' }),
          caseOf(plan, { id: 'body/blank', rule: 'accepts/body-missing', about: 'the body is a blank', place: `${operation.pointer}/requestBody`, wire: plan.wireWithBody(' '), expect: 'refused' }),
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
    ['the body as a string', JSON.stringify(body)],
    ['a number', 8],
    ['true', true],
    ['the body in an object', { data: body, body, request: body }],
    ['the values alone', Object.values(Object(body))],
  ];
  return tries.flatMap(([what, value]) => make(`root/${what}`, 'accepts/body-root', `the body is ${what}`, pointer, value));
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
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !schema?.properties || depth > 2) return [];
  const required: string[] = schema.required ?? [];
  const own = Object.entries<Json>(schema.properties).flatMap(([name, property]) => {
    const at = `${pointer}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const label = path + name;
    const set = (next: unknown): unknown => put({ ...value, [name]: next });
    const { [name]: current, ...rest } = value;
    if (current === undefined) return [];
    return [
      ...(required.includes(name) ? make(`${label}/missing`, 'accepts/required', `${label} is missing`, `${pointer}/required`, put(rest)) : []),
      ...breakagesOf(plan.run.schemas, property, current, plan.run.options.seed).flatMap(({ rule, name: what, value: wrong, keyword }) =>
        make(`${label}/${rule}/${what}`, rule, `${label} is ${show(wrong)} (${what})`, keyword === 'type' ? at : `${at}/${keyword}`, set(wrong)),
      ),
      ...members(plan, property, current, at, set, `${label}.`, make, depth + 1),
    ];
  });
  const extra = make(`${path}extra`, 'accepts/closed', `${path || 'the body '}has a member that is not documented`, `${pointer}/additionalProperties`, put({ ...value, undocumentedMember: 1 }));
  return [...own, ...extra];
}

/** Each member under a name that a careless reader takes for its own. */
function names(body: Json, pointer: string, make: Make): Case[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const { [name]: _, ...rest } = body;
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    const middle = name.replace(/(id|name|code|key|type|date|number)$/i, (end) => `_${end.toLowerCase()}`);
    const others = [name.toUpperCase(), name.toLowerCase(), capital, middle, middle.replace('_', '-'), middle.replace(/_(.)/, (_, first: string) => first.toUpperCase()), ` ${name}`, `${name}[]`, `${name}\0`, `$${name}`];
    const nested = make(`name/${name} in an object`, 'accepts/member-name', `${name} is inside another object`, pointer, { ...rest, data: { [name]: value }, params: { [name]: value } });
    return [
      ...[...new Set(others)].filter((other) => !(other in body)).flatMap((other) =>
        make(`name/${name} as ${other}`, 'accepts/member-name', `${name} is called ${JSON.stringify(other)}`, pointer, { ...rest, [other]: value }),
      ),
      ...nested,
      ...make(`name/${name} inherited`, 'accepts/member-name', `${name} is inside "__proto__"`, pointer, JSON.parse(`{"__proto__":${JSON.stringify({ [name]: value })},${JSON.stringify(rest).slice(1)}`.replace(/,}$/, '}'))),
    ];
  });
}

/** The body's members in the query, in headers and as a form, and not in the body. */
function elsewhere(plan: Plan, place: string): Case[] {
  const { values, operation, wire } = plan;
  if (typeof values.body !== 'object' || values.body === null || !operation.body?.required) return [];
  if (plan.run.schemas.accepts(contentOf(operation)!.schema, {})) return [];
  const flat = Object.entries(values.body).filter(([, value]) => typeof value !== 'object');
  const query = new URLSearchParams(flat.map(([name, value]): [string, string] => [name, String(value)])).toString();
  const parts = { rule: 'accepts/member-name', place, expect: 'refused' as const };
  const target = `${wire.target}${wire.target.includes('?') ? '&' : '?'}${query}`;
  return [
    caseOf(plan, { ...parts, id: 'body/in the query', about: 'the members of the body are in the query', wire: { ...wire, target, body: Buffer.from('{}') }, tolerates: [400, 404] }),
    caseOf(plan, {
      ...parts,
      id: 'body/in headers',
      about: 'the members of the body are in headers',
      wire: { ...wire, body: Buffer.from('{}'), headers: [...wire.headers, ...flat.filter(([, value]) => /^[\x20-\x7e]*$/.test(String(value))).map(([name, value]): [string, string] => [name, String(value)])] },
    }),
  ];
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
