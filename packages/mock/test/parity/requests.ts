import { body, guid, keyHeader, mediaType, path, sentType, success, text, whole } from '../ask.ts';
import type { Request } from './send.ts';

const json = `${sentType}; charset=UTF-8`;

/** The last part of the path. */
const last = /\/([^/]+)$/;

const plain: Request = {
  method: 'PUT',
  target: path,
  headers: { [keyHeader]: guid, 'Content-Type': json },
  body: JSON.stringify(body),
};

const withHeaders = (headers: Record<string, string | string[] | undefined>): Request => ({
  ...plain,
  headers: Object.fromEntries(
    Object.entries({ ...plain.headers, ...headers }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ),
});

const withBody = (content: unknown): Request => ({
  ...plain,
  body: typeof content === 'string' || content instanceof Buffer ? content : JSON.stringify(content),
});

const withTarget = (target: string): Request => ({ ...plain, target });

const { body: _, ...bodiless } = plain;

const agents = [
  '101',
  '999999',
  '100',
  '1000000',
  '0101',
  '+101',
  '101 ',
  '1e3',
  '',
  '%31%30%31',
  'a%2Fb',
  '..',
  '١٠١',
  '1,2',
  '.',
  'x'.repeat(2_000),
];

const bodies: unknown[] = [
  {},
  [],
  null,
  true,
  false,
  0,
  1,
  '""',
  '"x"',
  '[{}]',
  { [text]: 'x' },
  { [whole]: 1 },
  { [text]: '', [whole]: 1 },
  { [text]: 1, [whole]: 1 },
  { [text]: null, [whole]: null },
  { [text]: 'x', [whole]: '1' },
  { [text]: 'x', [whole]: 1.5 },
  { [text]: 'x', [whole]: -1 },
  { [text]: 'x', [whole]: 0 },
  { [text]: 'x', [whole]: 2 ** 31 - 1 },
  { [text]: 'x', [whole]: 2 ** 31 },
  { [text]: 'x', [whole]: -(2 ** 31) - 1 },
  { [text]: 'x', [whole]: 1e300 },
  { [text]: 'x', [whole]: true },
  { [text]: 'x', [whole]: [1] },
  { [text]: {}, [whole]: {} },
  { [text]: 'x', [whole]: 1, more: true },
  { [text]: 'é漢😀', [whole]: 1 },
  { [text]: 'x'.repeat(100_000), [whole]: 1 },
  { Callid: 'x', Skillid: 1 },
  `{"${text}":"a","${text}":"b","${whole}":1}`,
  `{"${text}":"x","${whole}":1.0}`,
  `{"${text}":"x","${whole}":1e0}`,
  `{"__proto__":{"a":1},"${text}":"x","${whole}":1}`,
  `  {"${text}":"x","${whole}":1}\n`,
  `\uFEFF{"${text}":"x","${whole}":1}`,
  `{"${text}":"\\u0000","${whole}":1}`,
  `{"${text}":"\\ud800","${whole}":1}`,
  `{"${text}":"x","${whole}":9007199254740993}`,
  `{"${text}":"x","${whole}":1,}`,
  '{',
  '',
  ' ',
  `${text}=x&${whole}=1`,
  `{"${text}":"x","${whole}":NaN}`,
  `{'${text}':'x'}`,
  Buffer.from(`{"${text}":"\xff","${whole}":1}`, 'latin1'),
  Buffer.from(`{"${text}":"x","${whole}":1}`, 'utf16le'),
];

const mediaTypes = [
  undefined,
  sentType,
  sentType.replace('json', 'JSON'),
  `${sentType};charset=utf-8`,
  `${sentType}; charset="UTF-8"`,
  `${sentType}; charset=utf8`,
  `${sentType}; charset=ISO-8859-1`,
  `${sentType}; charset=utf-16`,
  `${sentType}; charset=none`,
  `${sentType}; version=1`,
  `${sentType};`,
  'application/merge-patch+json',
  'application/problem+json',
  'text/json',
  'text/plain',
  'text/plain; charset=utf-8',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '*/*',
  'json',
  '',
  'application/',
  '/json',
  `${sentType}, text/plain`,
  `${sentType}x`,
];

const accepts = [
  mediaType,
  '*/*',
  'application/*',
  'text/html',
  'application/xml',
  'application/problem+json',
  `text/html, ${mediaType};q=0.5`,
  `${mediaType};q=0`,
  `${mediaType}; charset=utf-8`,
  `${mediaType};version=1`,
  'text/*',
  '',
  `${mediaType},`,
  mediaType.replace('json', 'JSON'),
];

const names = ['moved', 'operationFailed', 'noSuchCall', 'sessionLapsed', 'none', '', 'Moved', '__proto__'];
const codes = [String(success), '400', '404', '500', '100', '20', 'abc', '2000', '-1', ''];

const preferences = [
  ...names.map((name) => `example=${name}`),
  ...codes.map((code) => `code=${code}`),
  `code=${success}, example=noSuchCall`,
  'code=404, example=noSuchCall',
  `code=${success}; example=noSuchCall`,
  'example="noSuchCall"',
  'dynamic=false',
  'dynamic=maybe',
  'dynamic=true, seed=1',
  'return=minimal',
  'respond-async',
  'nonsense',
  '',
  'example',
];

const methods = ['GET', 'HEAD', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'];

const targets = [
  '/',
  '/agentgateway',
  `${path}/`,
  `/${path}`,
  path.toUpperCase(),
  `${path}?a=b`,
  `${path}?a=1&a=2`,
  `${path}?__proto__=1`,
  `${path}?%zz`,
  `${path}#x`,
  path.replace(last, '/./$1'),
  path.replace(last, '/x/../$1'),
  path.replace(last, '//$1'),
  path.replace(/[a-z](?=[a-z]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  path.replace('assign', 'as%73ign'),
  `${path};v=1`,
  `${path}?__server=https://gateway.example:8043`,
  `${path}?__server=https://other`,
  '*',
  '//',
  '/\\',
  '/%',
  `http://mock${path}`,
  path.replace('/101/', '//'),
  `/unknown/${guid}`,
];

/** A few hundred requests, by what they try. */
export const listed: Record<string, Request[]> = {
  valid: [
    plain,
    { ...plain, chunked: true },
    withHeaders({ [keyHeader]: undefined, [keyHeader.toUpperCase()]: guid }),
    withHeaders({ [keyHeader]: 'anything' }),
  ],
  agents: agents.map((agent) => withTarget(encodeUnsafe(path.replace('101', agent)))),
  bodies: bodies.flatMap((content) => [withBody(content), { ...withBody(content), chunked: true }]),
  'without a body': [
    bodiless,
    { ...bodiless, headers: { ...plain.headers, 'Content-Length': '0' } },
    { ...plain, body: '', chunked: true },
  ],
  keys: ['', ' ', 'x', 'é', 'a b', '"q"', 'x'.repeat(5_000), undefined].map((key) => withHeaders({ [keyHeader]: key })),
  'media types': mediaTypes.flatMap((type) => [
    withHeaders({ 'Content-Type': type }),
    { ...withHeaders({ 'Content-Type': type }), chunked: true },
  ]),
  encodings: ['identity', 'gzip', 'br', 'none'].map((encoding) => withHeaders({ 'Content-Encoding': encoding })),
  accepts: accepts.flatMap((accept) => [
    withHeaders({ Accept: accept }),
    { ...withBody({}), headers: { ...plain.headers, Accept: accept } },
  ]),
  preferences: preferences.flatMap((Prefer) => [
    withHeaders({ Prefer }),
    { ...withBody({}), headers: { ...plain.headers, Prefer } },
  ]),
  'preferences in the query': [
    ...names.map((name) => `__example=${name}`),
    ...codes.map((code) => `__code=${code}`),
    '__dynamic=maybe',
    `__code=${success}&__example=noSuchCall`,
    `__code=${success}&__code=404`,
  ].map((query) => withTarget(`${path}?${query}`)),
  'preferences with Accept': ['text/html', mediaType].flatMap((Accept) =>
    [`code=${success}`, 'example=noSuchCall', 'code=404'].map((Prefer) => withHeaders({ Accept, Prefer })),
  ),
  methods: methods.flatMap((method) => [
    { ...bodiless, method },
    { ...bodiless, method, target: '/none' },
    ...(method === 'HEAD' || method === 'TRACE' ? [] : [{ ...plain, method }]),
  ]),
  targets: targets.map(withTarget),
  sizes: [10, 100, 500, 1_000, 1_100].map((kilobytes) => withBody({ ...body, [text]: 'x'.repeat(kilobytes * 1_000) })),
  preflight: [
    { ...bodiless, method: 'OPTIONS', headers: { Origin: 'http://page', 'Access-Control-Request-Method': 'PUT' } },
  ],
};

/** Requests that end the process of prism-cli. */
export const deadly: Request[] = [
  withTarget(path.replace('101', '%zz')),
  ...['nonsense', ',', '*'].map((accept) => withHeaders({ Accept: accept })),
];

function encodeUnsafe(target: string): string {
  return target.replaceAll(/[^\x21-\x7e]/g, (unit) => encodeURIComponent(unit));
}
