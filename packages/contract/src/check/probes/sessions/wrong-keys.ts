import { keySchemes, placed } from '../../requests/serialize.ts';
import type { Plan } from '../../requests/plan.ts';
import { withCookie, withHeader, withoutHeader, withQuery, type Wire } from '../../wire/request.ts';

/** In a cookie these are other spellings of the key, or the key and another cookie: RFC 6265, sections 4.1.1 and 5.2. */
const sameInCookie = new Set([
  'in quotes',
  'with a comma and a word after it',
  'with a semicolon and a word after it',
  'with a blank and a word after it',
  'percent-encoded',
]);

/** Keys that a careless reader takes for `key`, and that are none in their place. */
export function near(key: string, place: string): [what: string, key: string][] {
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
    ['with a blank in it', `${key.slice(0, key.length / 2)} ${key.slice(key.length / 2)}`],
    ['with another character before its full stop', key.replace(/[^.](?=\.)/, (one) => (one === '0' ? '1' : '0'))],
    ['with another character in its middle', middleChanged(key)],
    ['with an underscore for a character', `${key.slice(0, 1)}_${key.slice(2)}`],
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
  return tries.filter(
    ([what, wrong]) => wrong !== key && wrong !== '' && !(place === 'cookie' && sameInCookie.has(what)),
  );
}

const middleChanged = (key: string): string => {
  const half = Math.ceil(key.length / 2);
  return key.slice(0, half) + (key[half] === '0' ? '1' : '0') + key.slice(half + 1);
};

/** Requests with the right key in a place that no alternative of the operation names. */
export function misplaced({ operation }: Plan, none: Wire, key: string): [what: string, wire: Wire][] {
  const documented = operation.security.flat().map((scheme) => placed(scheme, key));
  const [[, name] = ['header', 'Authorization']] = keySchemes(operation).map((scheme) => placed(scheme, key));
  const inQuery = (as: string): Wire => withQuery(none, `${encodeURIComponent(as)}=${encodeURIComponent(key)}`);
  const tries: [place: string, name: string, what: string, wire: Wire][] = [
    ['query', name, 'in the query', inQuery(name)],
    ['query', name, 'in the query, its name in small letters', inQuery(name.toLowerCase())],
    ['cookie', name, 'in a cookie', withCookie(none, `${name}=${key}`)],
    ['cookie', 'JSESSIONID', 'in the cookie JSESSIONID', withCookie(none, `JSESSIONID=${key}`)],
    ['header', 'Authorization', 'in Authorization', withHeader(none, 'Authorization', `Bearer ${key}`)],
    [
      'header',
      'Authorization',
      'the password in Authorization',
      withHeader(none, 'Authorization', `Basic ${Buffer.from(`key:${key}`).toString('base64')}`),
    ],
    ['path', name, 'in a parameter of the path', { ...none, target: withParameter(none.target, name, key) }],
    [
      'path',
      'jsessionid',
      'in the parameter jsessionid of the path',
      { ...none, target: withParameter(none.target, 'jsessionid', key) },
    ],
    ...inBody(none, name, key),
    ['header', 'Authorization', 'in Authorization without a scheme', withHeader(none, 'Authorization', key)],
    ['header', `X-${name}`, 'in a header with X- before its name', withHeader(none, `X-${name}`, key)],
    ['header', `${name}_`, 'in a header with an underscore after its name', withHeader(none, `${name}_`, key)],
    ...(none.body
      ? [
          [
            'trailer',
            name,
            'in a trailer after the body',
            trailed(none, none.body, name, key),
          ] as (typeof tries)[number],
        ]
      : []),
  ];
  const isDocumented = (where: string, as: string): boolean =>
    documented.some(([place, known]) => place === where && known.toLowerCase() === as.toLowerCase());
  return tries.filter(([where, as]) => !isDocumented(where, as)).map(([, , what, wire]) => [what, wire]);
}

const withParameter = (target: string, name: string, key: string): string =>
  target.replace(/(?=\?|$)/, `;${encodeURIComponent(name.toLowerCase())}=${encodeURIComponent(key)}`);

/** Nothing where the body is no object of JSON. */
function inBody(none: Wire, name: string, key: string): [place: string, name: string, what: string, wire: Wire][] {
  const text = none.body?.toString() ?? '';
  if (!/^\{[^]*\}$/.test(text)) return [];
  const member = `${JSON.stringify(name)}:${JSON.stringify(key)}`;
  const body = text.replace(/^\{\s*(\}?)/, (_, end: string) => `{${member}${end === '' ? ',' : end}`);
  return [['body', name, 'in a member of the body', { ...none, body: Buffer.from(body) }]];
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
