import { createHash } from 'node:crypto';
import { needsSession, sessionHeader } from '../build.ts';
import type { Case } from '../case.ts';
import { caseOf, type Plan } from '../plan.ts';
import { withHeader, withoutHeader, type Wire } from '../wire/request.ts';

/** A key with the shape of `key` that nobody has: the same for the same key. */
export function madeUpKey(key: string): string {
  const bytes = createHash('sha256').update(`not ${key}`).digest();
  let at = 0;
  const next = (count: number): number => bytes[at++ % bytes.length]! % count;
  return key
    .split('.')
    .map((part, index) => (index > 0 ? part : part.replaceAll(/[0-9a-f]/g, () => next(16).toString(16)).replaceAll(/[g-z]/gi, () => String.fromCharCode(97 + next(26)))))
    .join('.');
}

/** Requests without a session, with a wrong one, and with the right one in a wrong place. */
export function sessionCases(plan: Plan): Case[] {
  const { operation, session } = plan;
  if (!needsSession(operation)) return [];
  const key = session ?? '2f6c1b1e-0d3a-4c56-9e10-7ab4d5c6e8f1';
  const place = `${operation.pointer}/security`;
  const make = (id: string, rule: string, about: string, wire: Wire, planted?: string): Case =>
    caseOf(plan, { id: `session/${id}`, rule, about, place, wire, expect: 'refused', ...(planted !== undefined && { planted: [planted] }) });
  const none = withoutSession(plan);
  const unknown = madeUpKey(key);
  return [
    make('missing', 'auth/missing', 'there is no session key', none),
    make('empty', 'auth/empty', 'the session key is empty', plan.wireWith({}, '')),
    make('unknown', 'auth/unknown', 'the session key is made up', plan.wireWith({}, unknown), unknown),
    ...['null', 'undefined', '*', '0', 'true', "' OR '1'='1", '[object Object]', 'admin', '%'].map((word) =>
      make(`word/${word}`, 'auth/unknown', `the session key is ${JSON.stringify(word)}`, plan.wireWith({}, word)),
    ),
    ...(session === undefined ? [] : near(session).map(([what, wrong]) =>
      make(`near/${what}`, 'auth/near-miss', `the session key is ${what}`, plan.wireWith({}, wrong), wrong.length >= 12 ? wrong : undefined),
    )),
    ...(session === undefined ? [] : misplaced(plan, none, session).map(([what, wire]) => make(`place/${what}`, 'auth/place', `the session key is ${what}`, wire))),
    ...(session === undefined || !sessionHeader(operation) || sessionHeader(operation) === 'Authorization' ? [] : doubled(plan.wire, sessionHeader(operation)!, session, unknown).map(([what, wire]) =>
      caseOf(plan, { id: `session/twice/${what}`, rule: 'auth/twice', about: what, place, wire, expect: 'refused', planted: [unknown], tolerates: [400, 431] }),
    )),
  ];
}

/** The request as it is, without its session key. */
export function withoutSession(plan: Plan): Wire {
  const { operation } = plan;
  let wire = plan.wireWith({}, '');
  for (const { in: place = 'header', name = 'Authorization' } of operation.security[0] ?? []) {
    if (place === 'query') {
      const [path, query = ''] = wire.target.split('?');
      const rest = query.split('&').filter((part) => part !== `${encodeURIComponent(name)}=` && part !== '');
      wire = { ...wire, target: rest.length > 0 ? `${path}?${rest.join('&')}` : path! };
    } else if (place === 'cookie') wire = { ...wire, headers: wire.headers.filter(([known, value]) => known !== 'Cookie' || value !== `${name}=`) };
    else wire = withoutHeader(wire, name);
  }
  return wire;
}

function near(key: string): [what: string, key: string][] {
  const last = key.at(-1)!;
  const tries: [string, string][] = [
    ['without its last character', key.slice(0, -1)],
    ['without its first character', key.slice(1)],
    ['with a character after it', `${key}0`],
    ['with a character before it', `0${key}`],
    ['its first half', key.slice(0, Math.ceil(key.length / 2))],
    ['its first eight characters', key.slice(0, 8)],
    ['without what follows its last full stop', key.replace(/\.[^.]*$/, '')],
    ['with another last character', key.slice(0, -1) + (last === '1' ? '2' : '1')],
    ['with another first character', (key.startsWith('0') ? '1' : '0') + key.slice(1)],
    ['in capitals', key.toUpperCase()],
    ['in small letters', key.toLowerCase()],
    ['twice', key + key],
    ['in quotes', `"${key}"`],
    ['with a comma and a word after it', `${key},x`],
    ['with a semicolon and a word after it', `${key};x`],
    ['with a blank and a word after it', `${key} x`],
    ['turned round', [...key].toReversed().join('')],
    ['percent-encoded', [...key].map((character) => `%${character.codePointAt(0)!.toString(16)}`).join('')],
    ['in base64', Buffer.from(key).toString('base64')],
    ['behind the word Bearer', `Bearer ${key}`],
    ['behind a name', `JSESSIONID=${key}`],
    ['with a star for its end', `${key.slice(0, -4)}*`],
    ['with percent for its end', `${key.slice(0, -4)}%`],
  ];
  return tries.filter(([, wrong]) => wrong !== key && wrong !== '');
}

function misplaced(plan: Plan, none: Wire, key: string): [what: string, wire: Wire][] {
  const [scheme] = plan.operation.security[0] ?? [];
  const { in: place = 'header', name = 'Authorization' } = scheme ?? {};
  const query = `${none.target}${none.target.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(key)}`;
  const tries: [string, string, Wire][] = [
    ['query', 'in the query', { ...none, target: query }],
    ['query', 'in the query, its name in small letters', { ...none, target: query.replace(`${name}=`, `${name.toLowerCase()}=`) }],
    ['cookie', 'in a cookie', withHeader(none, 'Cookie', `${name}=${key}`)],
    ['cookie', 'in the cookie JSESSIONID', withHeader(none, 'Cookie', `JSESSIONID=${key}`)],
    ['Authorization', 'in Authorization', withHeader(none, 'Authorization', `Bearer ${key}`)],
    ['Authorization', 'in Authorization without a scheme', withHeader(none, 'Authorization', key)],
    ['X', 'in a header with X- before its name', withHeader(none, `X-${name}`, key)],
    ['_', 'in a header with an underscore after its name', withHeader(none, `${name}_`, key)],
  ];
  return tries.filter(([where]) => where !== place && where !== name).map(([, what, wire]) => [what, wire]);
}

function doubled(wire: Wire, header: string, key: string, unknown: string): [what: string, wire: Wire][] {
  const bare = withoutHeader(wire, header);
  const both = (first: string, second: string): Wire => ({ ...bare, headers: [...bare.headers, [header, first], [header, second]] });
  return [
    ['two session keys, the second made up', both(key, unknown)],
    ['two session keys, the first made up', both(unknown, key)],
  ];
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
