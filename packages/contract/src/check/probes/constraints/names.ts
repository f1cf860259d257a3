import type { Json } from '@cc-gateway/spec';
import { contentOf } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { requestSchema } from '../../values/request-schema.ts';

/** Makes a case for a body, where the body breaks the schema. */
export type Make = (id: string, rule: string, about: string, pointer: string, body: unknown) => Case[];

/** Each member under a name that a careless reader takes for its own. */
export function names(body: Json, pointer: string, make: Make): Case[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const { [name]: _, ...rest } = body;
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    const middle = name.replace(/(id|name|code|key|type|date|number)$/i, (end) => `_${end.toLowerCase()}`);
    const others = [
      name.toUpperCase(),
      name.toLowerCase(),
      capital,
      middle,
      middle.replace('_', '-'),
      middle.replace(/_(.)/, (_, first: string) => first.toUpperCase()),
      ` ${name}`,
      `${name}[]`,
      `${name}\0`,
      `$${name}`,
    ];
    const nested = make(
      `name/${name} in an object`,
      'accepts/member-name',
      `${name} is inside another object`,
      pointer,
      { ...rest, data: { [name]: value }, params: { [name]: value } },
    );
    return [
      ...[...new Set(others)]
        .filter((other) => !(other in body))
        .flatMap((other) =>
          make(
            `name/${name} as ${other}`,
            'accepts/member-name',
            `${name} is called ${JSON.stringify(other)}`,
            pointer,
            { ...rest, [other]: value },
          ),
        ),
      ...nested,
      ...make(
        `name/${name} inherited`,
        'accepts/member-name',
        `${name} is inside "__proto__"`,
        pointer,
        JSON.parse(
          `{"__proto__":${JSON.stringify({ [name]: value })},${JSON.stringify(rest).slice(1)}`.replace(/,}$/, '}'),
        ),
      ),
    ];
  });
}

/** The body's members in the query, in headers and as a form, and not in the body. */
export function elsewhere(plan: Plan, place: string): Case[] {
  const { values, operation, wire } = plan;
  if (typeof values.body !== 'object' || values.body === null || !operation.body?.required) return [];
  if (plan.run.schemas.accepts(requestSchema(plan.run.schemas, contentOf(operation)!.schema), {})) return [];
  const flat = Object.entries(values.body).filter(([, value]) => typeof value !== 'object');
  const query = new URLSearchParams(flat.map(([name, value]): [string, string] => [name, String(value)])).toString();
  const parts = { rule: 'accepts/member-name', place, expect: 'refused' as const };
  const target = `${wire.target}${wire.target.includes('?') ? '&' : '?'}${query}`;
  return [
    caseOf(plan, {
      ...parts,
      id: 'body/in the query',
      about: 'the members of the body are in the query',
      wire: { ...wire, target, body: Buffer.from('{}') },
      tolerates: [400, 404],
    }),
    caseOf(plan, {
      ...parts,
      id: 'body/in headers',
      about: 'the members of the body are in headers',
      wire: {
        ...wire,
        body: Buffer.from('{}'),
        headers: [
          ...wire.headers,
          ...flat
            .filter(([name, value]) => /^[!#$%&'*+.^`|~\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(String(value)))
            .map(([name, value]): [string, string] => [name, String(value)]),
        ],
      },
    }),
  ];
}
