import { createHash } from 'node:crypto';
import type { Operation, SecurityScheme } from '@cc-gateway/spec';
import { credentialsFor, keySchemes, needsSession, placed, sessionHeader } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { withHeader, withoutHeader, type Wire } from '../../wire/request.ts';
import { headerOf } from '../../wire/raw-answer.ts';
import { doubled, misplaced, near } from './wrong-keys.ts';

/** A key with the shape of `key` that nobody has: the same for the same key. */
export function madeUpKey(key: string): string {
  const bytes = createHash('sha256').update(`not ${key}`).digest();
  let at = 0;
  const next = (count: number): number => bytes[at++ % bytes.length]! % count;
  return key
    .split('.')
    .map((part, index) =>
      index > 0
        ? part
        : part
            .replaceAll(/[0-9a-f]/g, () => next(16).toString(16))
            .replaceAll(/[g-z]/gi, () => String.fromCharCode(97 + next(26))),
    )
    .join('.');
}

/** Requests without a session, with a wrong one, and with the right one in a wrong place. */
export function sessionCases(plan: Plan): Case[] {
  const { operation, session } = plan;
  if (!needsSession(operation)) return [];
  const credentials = credentialsFor(operation);
  const key = session ?? credentials('2f6c1b1e-0d3a-4c56-9e10-7ab4d5c6e8f1');
  const place = `${operation.pointer}/security`;
  const make = (id: string, rule: string, about: string, wire: Wire, planted?: string): Case =>
    caseOf(plan, {
      id: `session/${id}`,
      rule,
      about,
      place,
      wire,
      expect: 'refused',
      ...(planted !== undefined && { planted: [planted] }),
    });
  const none = withoutSession(plan);
  const unknown = madeUpKey(key);
  const zeros = key.split('.')[0]!.replaceAll(/\w/g, '0') + key.slice(key.split('.')[0]!.length);
  return [
    make('missing', 'auth/missing', 'there is no session key', none),
    make('empty', 'auth/empty', 'the session key is empty', plan.wireWith({}, '')),
    make('unknown', 'auth/unknown', 'the session key is made up', plan.wireWith({}, unknown), unknown),
    ...['null', 'undefined', '*', '.*', '0', 'true', "' OR '1'='1", '[object Object]', 'admin', '%', zeros].map(
      (word) =>
        make(
          `word/${word}`,
          'auth/unknown',
          `the session key is ${JSON.stringify(word)}`,
          plan.wireWith({}, credentials(word)),
        ),
    ),
    {
      ...make('not ASCII', 'auth/unknown', 'the session key is not ASCII', plan.wireWith({}, '\u00e9\u00ff')),
      tolerates: [400],
    },
    {
      ...make(
        'long',
        'auth/unknown',
        'the session key has 4,000 characters',
        plan.wireWith({}, credentials('a'.repeat(4_000))),
      ),
      tolerates: [400, 431],
    },
    ...(session === undefined || keySchemes(operation)[0]?.in !== 'header'
      ? []
      : [
          {
            ...make(
              'NUL',
              'auth/near-miss',
              'the session key is with a NUL and a word after it',
              asGiven(plan.wireWith({}, `${session}\0x`)),
            ),
            isOutside: true,
          },
        ]),
    ...(session === undefined
      ? []
      : nearOf(operation, session).map(([what, wrong]) =>
          make(
            `near/${what}`,
            'auth/near-miss',
            `the session key is ${what}`,
            plan.wireWith({}, wrong),
            wrong.length >= 12 ? wrong : undefined,
          ),
        )),
    ...(session === undefined
      ? []
      : misplaced(plan, none, session).map(([what, wire]) => ({
          ...make(`place/${what}`, 'auth/place', `the session key is ${what}`, wire),
          ...(wire.target.split('?')[0] === none.target.split('?')[0]
            ? // What stands in front may know credentials of its own.
              { tolerates: [...(headerOf(wire.headers, 'authorization') === undefined ? [] : [401]), 411] }
            : // A path with a parameter is another path.
              { isOutside: true, tolerates: [301, 302, 307, 308] }),
        }))),
    ...(session === undefined || !sessionHeader(operation) || sessionHeader(operation) === 'Authorization'
      ? []
      : doubled(plan.wire, sessionHeader(operation)!, session, unknown).map(([what, wire]) =>
          caseOf(plan, {
            id: `session/twice/${what}`,
            rule: 'auth/twice',
            about: what,
            place,
            wire,
            expect: 'refused',
            planted: [unknown],
            tolerates: [400, 431],
          }),
        )),
  ];
}

/** Keys that are nearly the right one; what is another scheme's credential in the same place is none of them. */
function nearOf(operation: Operation, session: string): [what: string, key: string][] {
  const [scheme] = keySchemes(operation);
  const credentials = new Set(operation.security.flat().map((each) => placed(each, session)[2]));
  return near(session, scheme?.in ?? 'header').filter(
    ([, wrong]) => !credentials.has(scheme ? placed(scheme, wrong)[2] : wrong),
  );
}

/** The same bytes, of which no part is mended where they are sent again. */
const asGiven = (wire: Wire): Wire =>
  wire.body
    ? { ...withHeader(wire, 'Content-Length', String(wire.body.length)), framing: 'asGiven' }
    : { ...wire, framing: 'asGiven' };

/** The request as it is, or with other values, without its session key. */
export const withoutSession = (plan: Plan, change: Parameters<Plan['wireWith']>[0] = {}): Wire =>
  keySchemes(plan.operation).reduce(withoutKey, plan.wireWith(change, ''));

/** `wire` without the empty key of a scheme. */
function withoutKey(wire: Wire, scheme: SecurityScheme): Wire {
  const [place, name] = placed(scheme, '');
  if (place === 'header') return withoutHeader(wire, name);
  const without = (list: string, separator: string, key: string): string =>
    list
      .split(separator)
      .filter((part) => part !== `${key}=`)
      .join(separator);
  if (place === 'cookie') {
    const cookies = without(wire.headers.find(([known]) => known === 'Cookie')?.[1] ?? '', '; ', name);
    return cookies === '' ? withoutHeader(wire, 'Cookie') : withHeader(wire, 'Cookie', cookies);
  }
  const [path = '', query = ''] = wire.target.split('?');
  const rest = without(query, '&', encodeURIComponent(name));
  return Object.assign({}, wire, { target: rest === '' ? path : `${path}?${rest}` });
}

/** The accepted request with another user's session. */
export const otherSessionCase = (plan: Plan, other: string): Case =>
  caseOf(plan, {
    id: 'session/other',
    rule: 'auth/other-session',
    about: "the session key is another user's",
    place: `${plan.operation.pointer}/security`,
    wire: plan.wireWith({}, other),
    expect: 'refused',
    planted: [other],
  });
