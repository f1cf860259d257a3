import type { Operation } from '@cc-gateway/spec';
import type { Case } from '../case.ts';
import { caseOf, type CaseParts, type Plan } from '../plan.ts';
import type { Run } from '../run.ts';
import type { Seen } from '../seen.ts';
import { headerOf } from '../wire/answer.ts';
import { withHeader, withoutHeader, type Wire } from '../wire/request.ts';

const known = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'FROB'];

/** The methods that the document gives to paths that `operation`'s path also matches. */
export function documentedMethods({ contract }: Run, { path }: Operation): Set<string> {
  const form = (template: string): string => template.replaceAll(/\{[^{}]*\}/g, '{}');
  const literal = path.split('/');
  const matches = (other: string): boolean => {
    const parts = other.split('/');
    return parts.length === literal.length && parts.every((part, index) => part.startsWith('{') || literal[index]!.startsWith('{') || part === literal[index]);
  };
  return new Set(contract.operations.filter((each) => form(each.path) === form(path) || matches(each.path)).map(({ method }) => method));
}

/** Requests with methods that the document does not give to the path. */
export function methodCases(plan: Plan): Case[] {
  const { run, operation, wire } = plan;
  const documented = documentedMethods(run, operation);
  const others = known.filter((method) => !documented.has(method) && !(method === 'HEAD' && documented.has('GET')));
  const of = (id: string, rule: string, about: string, sent: Wire, more: Partial<CaseParts> = {}): Case =>
    caseOf(plan, { id: `method/${id}`, rule, about, wire: sent, expect: 'refused', isOutside: true, place: operation.pointer, ...more });
  const cases = others.map((method) =>
    of(method, method === 'OPTIONS' ? 'method/options' : method === 'TRACE' ? 'method/trace' : 'method/undocumented', `the method is ${method}`, bodyless.has(method) ? withoutBody({ ...wire, method }) : { ...wire, method }),
  );
  const lower = operation.method.toLowerCase();
  return [
    ...cases,
    ...['GET', 'DELETE'].filter((method) => others.includes(method) && wire.body).map((method) => of(`${method} with a body`, 'method/undocumented', `the method is ${method}, with the body`, { ...wire, method })),
    of('small letters', 'method/case', `the method is ${lower}`, { ...wire, method: lower }),
    of('capital first', 'method/case', `the method is ${lower[0]!.toUpperCase()}${lower.slice(1)}`, { ...wire, method: lower[0]!.toUpperCase() + lower.slice(1) }),
    ...overrides(plan, others).map(([what, sent]) => of(`override/${what}`, 'method/override', `the method is ${sent.method}, and ${what} says ${operation.method}`, sent)),
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
    ...['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'].map((name): [string, Wire] => [name, withHeader(sent, name, operation.method)]),
    ['_method in the query', { ...sent, target: `${wire.target}${separator}_method=${operation.method}` }],
  ];
}

/** Judges what came back for a method that is not documented. */
export function judgeMethod({ run, operation }: Plan, seen: Seen): void {
  const { answer, verdict, case: each } = seen;
  if (!answer) return;
  const { recorder } = run;
  const { status } = answer;
  const { method } = each.wire;
  const documented = documentedMethods(run, operation);
  const hasRule = operation.success !== undefined;
  if (method === 'TRACE' && status < 300 && answer.body.toString('latin1').startsWith('TRACE ')) {
    recorder.find('method/trace', seen, 'TRACE sends the request back');
  } else if (method === 'OPTIONS') {
    if (hasRule && verdict === 'accepted') recorder.find('method/options', seen, 'OPTIONS is carried out');
    else if (status >= 300 && status < 400) recorder.find('method/status', seen, `the status is ${status}`);
  } else if (verdict === 'accepted') {
    recorder.find(each.rule, seen, hasRule ? 'the request is carried out' : `the status is ${status}`, { documented: [...documented].join(', ') });
  } else if (status >= 200 && status < 400) recorder.find('method/status', seen, `the status is ${status}`, { documented: '405, or another status of refusal' });
  const allow = headerOf(answer.headers, 'allow');
  recorder.try('method/allow', operation.pointer);
  if (status === 405 && allow === undefined) recorder.find('method/allow', seen, '405 comes without Allow', { documented: [...documented].join(', ') });
  const listed = allow?.split(',').map((name) => name.trim()).filter(Boolean) ?? [];
  const wrong = listed.filter((name) => !documented.has(name) && !['OPTIONS', 'HEAD'].includes(name));
  const left = [...documented].filter((name) => listed.length > 0 && !listed.includes(name));
  if (wrong.length > 0) recorder.find('method/allow', seen, `Allow lists ${wrong.join(', ')}`, { documented: [...documented].join(', ') });
  if (left.length > 0 && status !== 501) recorder.find('method/allow', seen, `Allow is ${allow}, without ${left.join(', ')}`, { documented: [...documented].join(', ') });
}

/** Requests to paths that look like the operation's, and are not. */
export function pathCases(plan: Plan): Case[] {
  const { wire, operation, run } = plan;
  const [path, query] = [wire.target.split('?')[0]!, wire.target.includes('?') ? wire.target.slice(wire.target.indexOf('?')) : ''];
  const literals = operation.path.split('/').filter((part) => part !== '' && !part.includes('{'));
  const first = literals[0];
  const last = operation.path.endsWith('}') ? undefined : literals.at(-1);
  const swap = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());
  const of = (id: string, rule: string, about: string, target: string): Case =>
    caseOf(plan, { id: `path/${id}`, rule, about, wire: { ...wire, target: target + query }, expect: 'refused', isOutside: true });
  return [
    ...(first && run.target.prefix === '' ? [of('case first', 'method/path-case', `the path has ${swap(first)} for ${first}`, path.replace(first, swap(first)))] : []),
    ...(last ? [of('case last', 'method/path-case', `the path has ${swap(last)} for ${last}`, path.slice(0, -last.length) + swap(last))] : []),
    ...(last
      ? [
          of('slash', 'method/path-twin', 'a slash stands after the path', `${path}/`),
          of('suffix', 'method/path-twin', 'the path ends in .json', `${path}.json`),
          of('parameter', 'method/path-twin', 'the path ends in ;a=b', `${path};a=b`),
          of('longer', 'method/path-twin', 'a segment stands after the path', `${path}/more`),
          of('letter', 'method/path-twin', 'a letter stands after the path', `${path}x`),
          of('shorter', 'method/path-twin', 'the last letter of the path is missing', path.slice(0, -1)),
        ]
      : []),
    of('double slash', 'method/path-twin', 'a slash in the path is doubled', path.replace(/\/(?=[^/]*$)/, '//')),
    of('prefix', 'method/path-twin', 'a segment stands before the path', `/x${path}`),
    of('unknown', 'method/unknown-path', 'the path is not documented', `${run.target.prefix}/cc-gateway-contract-check/nothing-is-here`),
  ];
}

/** The accepted request with a query that the document does not name; carried out, it is worth a look. */
export const queryCase = (plan: Plan): Case =>
  caseOf(plan, {
    id: 'query/unnamed',
    rule: 'method/query',
    about: 'the query has a name that is not documented',
    wire: { ...plan.wire, target: `${plan.wire.target}${plan.wire.target.includes('?') ? '&' : '?'}undocumented=1` },
    expect: 'refused',
    isOutside: true,
  });

