import type { Plan } from '../plan.ts';
import { withHeader, withoutHeader, type Wire } from '../wire/request.ts';

/** Keys that a careless reader takes for `key`. */
export function near(key: string): [what: string, key: string][] {
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
    ['without its hyphens', key.replaceAll('-', '')],
    ['with a blank in it', `${key.slice(0, 8)} ${key.slice(8)}`],
    ['with another character before its full stop', key.replace(/[^.](?=\.)/, (one) => (one === '0' ? '1' : '0'))],
    ['in braces', `{${key}}`],
    ['in capitals', key.toUpperCase()],
    ['in small letters', key.toLowerCase()],
    ['twice', key + key],
    ['in quotes', `"${key}"`],
    ['with a comma and a word after it', `${key},x`],
    ['with a semicolon and a word after it', `${key};x`],
    ['with a blank and a word after it', `${key} x`],
    ['turned round', Array.from(key).toReversed().join('')],
    [
      'percent-encoded',
      Array.from(key)
        .map((character) => `%${character.codePointAt(0)!.toString(16)}`)
        .join(''),
    ],
    ['in base64', Buffer.from(key).toString('base64')],
    ['behind the word Bearer', `Bearer ${key}`],
    ['behind a name', `JSESSIONID=${key}`],
    ['with a star for its end', `${key.slice(0, -4)}*`],
    ['with percent for its end', `${key.slice(0, -4)}%`],
  ];
  return tries.filter(([, wrong]) => wrong !== key && wrong !== '');
}

/** Requests with the right key in a wrong place. */
export function misplaced(plan: Plan, none: Wire, key: string): [what: string, wire: Wire][] {
  const [scheme] = plan.operation.security[0] ?? [];
  const { in: place = 'header', name = 'Authorization' } = scheme ?? {};
  const query = `${none.target}${none.target.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(key)}`;
  const tries: [string, string, Wire][] = [
    ['query', 'in the query', { ...none, target: query }],
    [
      'query',
      'in the query, its name in small letters',
      { ...none, target: query.replace(`${name}=`, `${name.toLowerCase()}=`) },
    ],
    ['cookie', 'in a cookie', withHeader(none, 'Cookie', `${name}=${key}`)],
    ['cookie', 'in the cookie JSESSIONID', withHeader(none, 'Cookie', `JSESSIONID=${key}`)],
    ['Authorization', 'in Authorization', withHeader(none, 'Authorization', `Bearer ${key}`)],
    ['Authorization', 'in Authorization without a scheme', withHeader(none, 'Authorization', key)],
    ['X', 'in a header with X- before its name', withHeader(none, `X-${name}`, key)],
    ['_', 'in a header with an underscore after its name', withHeader(none, `${name}_`, key)],
    ...(none.body
      ? [['trailer', 'in a trailer after the body', trailed(none, none.body, name, key)] as [string, string, Wire]]
      : []),
  ];
  return tries.filter(([where]) => where !== place && where !== name).map(([, what, wire]) => [what, wire]);
}

/** A chunked request with a header after its body. */
const trailed = (wire: Wire, body: Buffer, name: string, value: string): Wire => ({
  ...withHeader(wire, 'Transfer-Encoding', 'chunked'),
  framing: 'asGiven',
  body: Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from(`\r\n0\r\n${name}: ${value}\r\n\r\n`, 'latin1'),
  ]),
});

/** Requests with two keys, one of them right. */
export function doubled(wire: Wire, header: string, key: string, unknown: string): [what: string, wire: Wire][] {
  const bare = withoutHeader(wire, header);
  const both = (first: string, second: string): Wire => ({
    ...bare,
    headers: [...bare.headers, [header, first], [header, second]],
  });
  return [
    ['two session keys, the second made up', both(key, unknown)],
    ['two session keys, the first made up', both(unknown, key)],
  ];
}
