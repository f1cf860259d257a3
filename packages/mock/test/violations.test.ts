import { expect, test } from 'vitest';
import {
  type Ask,
  ask,
  body,
  callId,
  guid,
  mockFor,
  path,
  retcodeOf,
  mediaType,
  sentType,
  success,
  text,
  whole,
  codeOf,
} from './ask.ts';

const sessionLapsed = codeOf('sessionLapsed');
const parameterWrong = codeOf('parameterWrong');
const messageWrong = codeOf('messageWrong');

const content = JSON.stringify(body);

const broken: [string, Ask, string][] = [
  ['no key', { headers: { guid: undefined } }, sessionLapsed],
  ['an empty key', { headers: { guid: '' } }, sessionLapsed],
  ['an agent below the bounds', { path: path.replace('101', '100') }, parameterWrong],
  ['an agent above the bounds', { path: path.replace('101', '1000000') }, parameterWrong],
  ['an agent with letters', { path: path.replace('101', '101abc') }, parameterWrong],
  ['an undocumented media type', { headers: { 'content-type': 'text/plain' } }, messageWrong],
  [
    'a media type that only ends in +json',
    { headers: { 'content-type': 'application/merge-patch+json' } },
    messageWrong,
  ],
  ['another charset', { headers: { 'content-type': `${sentType}; charset=ISO-8859-1` } }, messageWrong],
  ['no body', { body: undefined }, messageWrong],
  ['an empty object', { body: {} }, messageWrong],
  ['an empty text', { body: { ...body, [text]: '', [whole]: 1 } }, messageWrong],
  ['a number as a text', { body: { ...body, [text]: 1, [whole]: 1 } }, messageWrong],
  ['a quoted number', { body: { ...body, [text]: 'x', [whole]: '1' } }, messageWrong],
  ['a fraction', { body: { ...body, [text]: 'x', [whole]: 8.5 } }, messageWrong],
  ['a number beyond 32 bits', { body: { ...body, [text]: 'x', [whole]: 2 ** 31 } }, messageWrong],
  ['an array', { body: [] }, messageWrong],
  ['null', { body: 'null' }, messageWrong],
  ['JSON with a trailing comma', { body: `{"${text}":"x","${whole}":1,}` }, messageWrong],
  ['JSON that ends too early', { body: `{"${text}":"x"` }, messageWrong],
  ['a body that is not UTF-8', { body: new Uint8Array([0x22, 0xff, 0x22]) }, messageWrong],
];

test.for(broken)(
  'a request with %s is refused as the contract says, with the status of every verdict',
  async ([, change, retcode]) => {
    await using mock = await mockFor();
    const answer = await ask(mock, change);
    expect(answer.status).toBe(success);
    expect(answer.headers.get('content-type')).toBe(mediaType);
    expect(answer.json?.retcode).toBe(retcode);
    expect(JSON.parse(answer.headers.get('sl-violations')!)).not.toHaveLength(0);
  },
);

test('the kind that the contract names first decides, and every violation is listed', async () => {
  await using mock = await mockFor();
  const answer = await ask(mock, {
    path: path.replace('101', '100'),
    headers: { guid: undefined },
    body: { [whole]: 'x' },
  });
  expect(answer.json?.retcode).toBe(sessionLapsed);
  const listed = JSON.parse(answer.headers.get('sl-violations')!) as { location: string[] }[];
  expect(listed.map(({ location }) => location.slice(0, 2).join('.'))).toEqual(
    expect.arrayContaining(['request', 'request.path', 'request.body']),
  );
});

test('a violation whose name is not ASCII is listed in ASCII', async () => {
  await using mock = await mockFor();
  const answer = await ask(mock, { headers: { 'content-type': `${sentType}; charset=ünknown` } });
  expect(answer.headers.get('sl-violations')).toMatch(/^[\x20-\x7e]+$/);
});

test.for(['gateway', 'problem'] as const)('the key of a session never comes back, with %s', async (violations) => {
  await using mock = await mockFor({ violations });
  for (const change of [
    { path: `/${guid}` },
    { path: path.replace('101', guid) },
    { headers: { 'content-type': `${sentType}; charset=${guid}` } },
    { headers: { accept: `text/${guid}` } },
    { headers: { prefer: `example=${guid}` } },
    { body: `{"${guid}":"${guid}"` },
    { body: { [guid]: guid } },
  ]) {
    const { text, headers } = await ask(mock, change);
    expect(`${text} ${headers.get('sl-violations')}`).not.toContain(guid);
  }
});

test('with problem a violation is answered in the words of Prism', async () => {
  await using mock = await mockFor({ violations: 'problem' });
  const problem = async (change: Ask) => {
    const { status, headers, json } = await ask(mock, change);
    return [status, headers.get('content-type'), json?.title];
  };
  const json = 'application/problem+json';
  expect(await problem({ headers: { guid: undefined } })).toEqual([401, json, 'Invalid security scheme used']);
  expect(await problem({ body: {} })).toEqual([422, json, 'Invalid request']);
  expect(await problem({ body: '{' })).toEqual([422, json, 'Invalid request']);
  expect(await problem({ headers: { 'content-type': 'text/plain' } })).toEqual([415, json, 'Invalid content type']);
});

test('a path that no operation has is answered 404', async () => {
  await using mock = await mockFor();
  expect((await ask(mock, { path: '/agentgateway' })).status).toBe(404);
});

test.for(['GET', 'POST', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s is answered 405 with the methods there are',
  async (method) => {
    await using mock = await mockFor();
    const answer = await ask(mock, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'PUT']);
  },
);

test('an Accept that cannot be met is answered 406, and the next request is answered as ever', async () => {
  await using mock = await mockFor();
  for (const change of [{}, { body: {} }, { headers: { accept: undefined } }]) {
    expect((await ask(mock, { ...change, headers: { accept: 'text/html' } })).status).toBe(406);
    expect((await ask(mock, change)).status).toBe(success);
  }
});

test.for(['*/*', mediaType, `${mediaType};q=0.5, text/html`, 'application/*'])('Accept %s is met', async (accept) => {
  await using mock = await mockFor();
  expect(await retcodeOf(mock, { headers: { accept } })).toBe('0');
});

test('a body over the limit is answered 413, one at the limit is read', async () => {
  await using mock = await mockFor({ bodyLimit: 200 });
  expect((await ask(mock, { body: content.padEnd(201) })).status).toBe(413);
  expect(await retcodeOf(mock, { body: content.padEnd(200) })).toBe('0');
});

/** The body of the example with its number in other words. */
const withWhole = (written: string): string => content.replace(`"${whole}":1`, `"${whole}":${written}`);

/** A text in JSON, its first character escaped. */
const escaped = (given: string): string => `\\u${given.charCodeAt(0).toString(16).padStart(4, '0')}${given.slice(1)}`;

test.for([
  ['members in another order', JSON.stringify(Object.fromEntries(Object.entries(body).toReversed()))],
  ['white space', ` ${JSON.stringify(body, null, '\r\n\t')}\n`],
  ['escapes', content.replace(text, escaped(text)).replace(callId, escaped(callId))],
  ['an integer written as a fraction', withWhole('1.0')],
  ['an integer written with an exponent', withWhole('1e0')],
  ['a byte order mark', `\uFEFF${content}`],
  ['a member that the contract does not know', JSON.stringify({ ...body, more: true })],
])('the same value with %s gets the same verdict', async ([, written]) => {
  await using mock = await mockFor();
  expect(await retcodeOf(mock, { body: written })).toBe('0');
});

test.for([sentType.replace('json', 'JSON'), `${sentType};charset=utf-8`, `${sentType}; charset="UTF-8"`, sentType])(
  'the media type may be written %s',
  async (mediaType) => {
    await using mock = await mockFor();
    expect(await retcodeOf(mock, { headers: { 'content-type': mediaType } })).toBe('0');
  },
);

test('the key may be surrounded by blanks', async () => {
  await using mock = await mockFor();
  expect(await retcodeOf(mock, { headers: { guid: `  ${guid} ` } })).toBe('0');
});
