import { encodedPath, needsSession, placed } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { hasJsonBody, caseOf, type Plan } from '../../requests/plan.ts';
import { withHeader, type Wire } from '../../wire/request.ts';
import { bodyCases } from '../constraints/bodies.ts';
import { nowhere } from '../http/paths.ts';
import { withoutSession } from '../sessions/wrong-sessions.ts';

/** Requests that are refused, with decorations under which a check may be forgotten: they are refused still. */
export function decoratedCases(plan: Plan): Case[] {
  const { operation } = plan;
  const missing: Case[] = needsSession(operation)
    ? [
        caseOf(plan, {
          id: 'none',
          rule: 'auth/missing',
          about: 'there is no session key',
          place: `${operation.pointer}/security`,
          wire: withoutSession(plan),
          expect: 'refused',
        }),
      ]
    : [];
  const bodies = bodyCases(plan);
  const broken = bodies.find(({ rule }) => rule === 'accepts/required') ?? bodies[0];
  const bases = [...missing, ...(broken ? [broken] : [])];
  const isWhole = plan.run.contract.operations.length === 1;
  // Where there are other operations, each decoration is put on one of the two.
  const isOn = (at: number, base: number): boolean => isWhole || bases.length === 1 || at % 2 === base;
  return bases.flatMap((each, base) =>
    decorations(plan, each.wire)
      .filter((_, at) => isOn(at, base))
      .map(([what, wire]) => ({
        ...each,
        id: `clothes/${each.rule}/${what}`,
        about: `${each.about}, and ${what}`,
        wire,
        // What stands in front of the operation may refuse such a request in its own way.
        isOutside: true,
      })),
  );
}

/** No decoration where credentials may stand there: they would be a key. */
const takesAuthorization = ({ security }: Plan['operation']): boolean =>
  security.flat().some((scheme) => placed(scheme, '')[1].toLowerCase() === 'authorization');

const authorization: [name: string, value: string] = ['Authorization', 'Basic YWRtaW46YWRtaW4='];

function decorations(plan: Plan, wire: Wire): [what: string, wire: Wire][] {
  const { operation, run, values } = plan;
  const encoded = encodedPath(run.target, operation, values);
  const query = wire.target.includes('?') ? '&' : '?';
  const headers: [name: string, value: string][] = [
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Real-IP', '127.0.0.1'],
    ['X-Forwarded-Proto', 'https'],
    ['Accept', 'text/html'],
    ['User-Agent', 'kube-probe/1.30'],
    ['Referer', run.target.origin],
    ...(takesAuthorization(operation) ? [] : [authorization]),
    ['Upgrade', 'websocket'],
    ['X-Original-URL', nowhere(run.target)],
  ];
  return [
    ['it is in HTTP/1.0', { ...wire, version: '1.0' }],
    ['its target is an absolute URL', { ...wire, target: run.target.origin + wire.target }],
    ['Host is localhost', withHeader(wire, 'Host', 'localhost')],
    ['the query has a name more', { ...wire, target: `${wire.target}${query}debug=1` }],
    ...(wire.target.includes('?') || !operation.path.includes('{')
      ? []
      : [['its path is percent-encoded', { ...wire, target: encoded }] as [string, Wire]]),
    ...headers
      .filter(
        ([name]) =>
          !wire.headers.some(([known, value]) => known === name && value !== '*/*') ||
          name === 'Accept' ||
          name === 'User-Agent',
      )
      .map(([name, value]): [string, Wire] => [`${name} is ${value}`, withHeader(wire, name, value)]),
    ...(wire.body ? bodyDecorations(plan, wire, wire.body) : []),
  ];
}

function bodyDecorations(plan: Plan, wire: Wire, body: Buffer): [what: string, wire: Wire][] {
  const type = wire.headers.find(([name]) => name === 'Content-Type')![1].split(';')[0]!;
  const found: [string, Wire][] = [
    ['its body is chunked', { ...wire, framing: 'chunked' }],
    ['no charset is named', withHeader(wire, 'Content-Type', type)],
  ];
  if (!hasJsonBody(plan)) return found;
  const text = body.toString('utf8');
  return [
    ...found,
    [
      'its body has 100,000 blanks',
      { ...wire, body: Buffer.from(text.slice(0, -1) + ' '.repeat(100_000) + text.slice(-1)) },
    ],
    ['its body begins with a byte order mark', { ...wire, body: Buffer.from(`\ufeff${text}`) }],
  ];
}
