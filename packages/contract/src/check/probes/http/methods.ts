import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type CaseParts, type Plan } from '../../requests/plan.ts';
import { documentedMethods } from '../../requests/documented-methods.ts';
import { withHeader, withoutHeader, type Wire } from '../../wire/request.ts';

const known = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'FROB'];

/** Requests with methods that the document does not give to the path. */
export function methodCases(plan: Plan): Case[] {
  const { run, operation, wire } = plan;
  const documented = documentedMethods(run, operation);
  const others = known.filter((method) => !documented.has(method) && !(method === 'HEAD' && documented.has('GET')));
  const of = (id: string, rule: string, about: string, sent: Wire, more: Partial<CaseParts> = {}): Case =>
    caseOf(plan, {
      id: `method/${id}`,
      rule,
      about,
      wire: sent,
      expect: 'refused',
      isOutside: true,
      place: operation.pointer,
      ...more,
    });
  const cases = others.map((method) =>
    of(
      method,
      method === 'OPTIONS' ? 'method/options' : method === 'TRACE' ? 'method/trace' : 'method/undocumented',
      `the method is ${method}`,
      bodyless.has(method) ? withoutBody({ ...wire, method }) : { ...wire, method },
    ),
  );
  const lower = operation.method.toLowerCase();
  return [
    ...cases,
    ...['GET', 'DELETE']
      .filter((method) => others.includes(method) && wire.body)
      .map((method) =>
        of(`${method} with a body`, 'method/undocumented', `the method is ${method}, with the body`, {
          ...wire,
          method,
        }),
      ),
    of('small letters', 'method/case', `the method is ${lower}`, { ...wire, method: lower }),
    of('capital first', 'method/case', `the method is ${lower[0]!.toUpperCase()}${lower.slice(1)}`, {
      ...wire,
      method: lower[0]!.toUpperCase() + lower.slice(1),
    }),
    ...overrides(plan, others).map(([what, sent]) =>
      of(
        `override/${what}`,
        'method/override',
        `the method is ${sent.method}, and ${what} says ${operation.method}`,
        sent,
      ),
    ),
  ];
}

const bodyless = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'PROPFIND']);

function withoutBody(wire: Wire): Wire {
  const { body: _, ...rest } = withoutHeader(wire, 'Content-Type');
  return rest;
}

function overrides({ wire, operation }: Plan, others: string[]): [what: string, wire: Wire][] {
  const method = ['POST', 'GET'].find((each) => others.includes(each));
  if (!method) return [];
  const sent = { ...wire, method };
  const separator = wire.target.includes('?') ? '&' : '?';
  return [
    ...['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'].map((name): [string, Wire] => [
      name,
      withHeader(sent, name, operation.method),
    ]),
    ['_method in the query', { ...sent, target: `${wire.target}${separator}_method=${operation.method}` }],
  ];
}
