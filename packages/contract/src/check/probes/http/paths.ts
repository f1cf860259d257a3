import { encodedTemplate } from '@cc-gateway/openapi/codec';
import type { Contract } from '@cc-gateway/spec';
import type { Case } from '../../answers/reading/case.ts';
import { targetOf } from '../../requests/serialize.ts';
import { withHeader } from '../../wire/request.ts';
import type { Target } from '../../wire/target.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';

/** A path that no document has. */
export const nowhere = ({ prefix }: Target): string => `${prefix}/cc-gateway-contract-check/nothing-is-here`;

const swap = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());

/** Requests to paths that look like the operation's, and are not. */
export function pathCases(plan: Plan): Case[] {
  const { wire, operation, run } = plan;
  const [path, query] = [
    wire.target.split('?')[0]!,
    wire.target.includes('?') ? wire.target.slice(wire.target.indexOf('?')) : '',
  ];
  const literals = operation.path
    .split('/')
    .filter((part) => part !== '' && !part.includes('{'))
    .map(encodedTemplate);
  const first = literals[0];
  const last = operation.path.endsWith('}') || literals.at(-1)?.includes('%') ? undefined : literals.at(-1);
  const of = (id: string, rule: string, about: string, target: string): Case =>
    caseOf(plan, {
      id: `path/${id}`,
      rule,
      about,
      wire: { ...wire, target: target + query },
      expect: 'refused',
      isOutside: true,
      // To the path as it is documented; what leads elsewhere from a path that nobody has is another matter.
      ...(rule !== 'method/unknown-path' && { tolerates: [301, 302, 307, 308] }),
    });
  const cases = [
    ...(first && !first.includes('%') && run.target.prefix === ''
      ? [
          of(
            'case first',
            'method/path-case',
            `the path has ${swap(first)} for ${first}`,
            path.replace(first, swap(first)),
          ),
        ]
      : []),
    ...(last
      ? [
          of(
            'case last',
            'method/path-case',
            `the path has ${swap(last)} for ${last}`,
            path.slice(0, -last.length) + swap(last),
          ),
        ]
      : []),
    ...(last
      ? [
          of('slash', 'method/path-twin', 'a slash stands after the path', `${path}/`),
          of('suffix', 'method/path-twin', 'the path ends in .json', `${path}.json`),
          of('parameter', 'method/path-twin', 'the path ends in ;a=b', `${path};a=b`),
          of('NUL', 'method/path-twin', 'a NUL and a word stand after the path', `${path}%00x`),
          of('longer', 'method/path-twin', 'a segment stands after the path', `${path}/more`),
          of('letter', 'method/path-twin', 'a letter stands after the path', `${path}x`),
          of('shorter', 'method/path-twin', 'the last letter of the path is missing', path.slice(0, -1)),
        ]
      : []),
    of('double slash', 'method/path-twin', 'a slash in the path is doubled', path.replace(/\/(?=[^/]*$)/, '//')),
    of('prefix', 'method/path-twin', 'a segment stands before the path', `/x${path}`),
    ...(literals.length > 1
      ? [of('no prefix', 'method/path-twin', `the path begins without ${first}`, path.replace(`/${first}`, ''))]
      : []),
    of('backslash', 'method/path-twin', 'a slash in the path is a backslash', path.replace(/\/(?=[^/]*$)/, '%5C')),
    of(
      'encoded slash',
      'method/path-twin',
      'a slash in the path is percent-encoded',
      path.replace(/\/(?=[^/]*$)/, '%2F'),
    ),
    ...(/\{[^{}]*\}\//.test(operation.path)
      ? [of('empty value', 'method/path-twin', 'a value in the path is empty', emptied(plan))]
      : []),
    of('unknown', 'method/unknown-path', 'the path is not documented', nowhere(run.target)),
  ];
  cases.push(
    ...['X-Original-URL', 'X-Rewrite-URL'].map((name) => {
      const wire = withHeader({ ...plan.wire, target: nowhere(run.target) }, name, path + query);
      return { ...of(`header/${name}`, 'method/override', `the path is in ${name} only`, ''), wire };
    }),
  );
  return cases.filter(({ wire: { target } }) => !isDocumented(run.contract, target, run.target.prefix));
}

/** The path with nothing for its first value. */
function emptied({ run, operation, values }: Plan): string {
  const [name = ''] = /(?<=\{)[^{}]+(?=\})/.exec(operation.path) ?? [];
  return targetOf(run.target, operation, { ...values, query: {}, path: { ...values.path, [name]: '' } });
}

/** Whether a path is one that the document describes, of whatever operation. */
function isDocumented(contract: Contract, target: string, prefix: string): boolean {
  const received = target.split('?')[0]!.slice(prefix.length).split('/');
  const candidates = formsOf(contract).get(received.length) ?? [];
  return candidates.some((parts) =>
    parts.every((part, index) => (part === undefined ? received[index] !== '' : part === received[index])),
  );
}

type Form = (string | undefined)[];
const known = new WeakMap<Contract, Map<number, Form[]>>();

/** The paths of a contract in segments, by how many they have; a segment with a value in it is undefined. */
function formsOf(contract: Contract): Map<number, Form[]> {
  let forms = known.get(contract);
  if (forms) return forms;
  known.set(contract, (forms = new Map<number, Form[]>()));
  for (const path of new Set(contract.operations.map((operation) => operation.path))) {
    const form = path.split('/').map((part) => (part.includes('{') ? undefined : encodedTemplate(part)));
    forms.set(form.length, [...(forms.get(form.length) ?? []), form]);
  }
  return forms;
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
