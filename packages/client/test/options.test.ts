import { expect, test } from 'vitest';
import { createGatewayClient, InvalidArgumentError, type GatewayClientOptions } from '../src/index.ts';
import { createFakeFetch } from '../src/testing/index.ts';
import { codeOf, exampleOf } from './codes.ts';
import { args, guid, moved, startGateway } from './gateway.ts';
import { keyHeader } from './sample.ts';

const baseUrl = 'https://gateway.example';
const clientWith = (options: Partial<GatewayClientOptions>) => createGatewayClient({ baseUrl, guid, ...options });

/** The headers that go out with `headers`, given to a client and to a call. */
async function sent(headers: unknown, ofCall?: unknown): Promise<Record<string, string>> {
  await using server = await startGateway(moved);
  const client = createGatewayClient({ baseUrl: server.baseUrl, guid, headers: headers as never });
  await client.assignUserInQueue(args, { headers: ofCall as never });
  const lines = server.requests[0]!.split('\r\n\r\n', 1)[0]!.split('\r\n').slice(1);
  const names = lines.map((line) => line.split(': ', 1)[0]!.toLowerCase());
  expect(names).toEqual([...new Set(names)]);
  return Object.fromEntries(lines.map((line) => line.split(': ', 2))) as Record<string, string>;
}

test.each([
  ['an object', { 'X-Own': 'a' }],
  ['a Map', new Map([['X-Own', 'a']])],
  ['entries', [['X-Own', 'a']]],
])('headers are taken as %s', async (_form, headers) => {
  expect(await sent(headers)).toMatchObject({ 'X-Own': 'a' });
});

test('headers are taken as Headers', async () => {
  expect(await sent(new Headers({ 'X-Own': 'a' }))).toMatchObject({ 'x-own': 'a' });
});

test('headers of one call come beside those of the client, or replace them, in whatever case', async () => {
  expect(await sent({ 'X-Own': 'a', 'X-Other': 'b' }, { 'x-own': 'c', traceparent: '00-1-2-01' })).toMatchObject({
    'x-own': 'c',
    'X-Other': 'b',
    traceparent: '00-1-2-01',
  });
});

test('a header of ours in another case is replaced, and never sent twice', async () => {
  const headers = await sent({ 'user-agent': 'mine', ACCEPT: 'application/json, text/html' });
  expect(headers).toMatchObject({ 'user-agent': 'mine', ACCEPT: 'application/json, text/html' });
});

const refused = 'Connection Keep-Alive TE Trailer Transfer-Encoding Upgrade Proxy-Authorization Proxy-Connection Host';
test.each([
  ...refused.split(' '),
  'content-length',
  'Expect',
  keyHeader.toLowerCase(),
  keyHeader.toUpperCase(),
  'CONTENT-TYPE',
])('the header %s is refused, of a client and of a call', async (name) => {
  expect(() => clientWith({ headers: { [name]: 'x' } })).toThrow(/that neither the contract nor the connection sets/);
  const fetch = createFakeFetch();
  await expect(clientWith({ fetch }).assignUserInQueue(args, { headers: { [name]: 'x' } })).rejects.toThrow(
    InvalidArgumentError,
  );
  expect(fetch.requests).toEqual([]);
});

test.each([
  ['a string', 'X-Own: a'],
  ['a name that is none', { 'X Own': 'a' }],
  ['a value of several lines', { 'X-Own': 'a\r\nGuid: b' }],
  ['a value beyond ASCII', { 'X-Own': 'ü' }],
  ['a number', { 'X-Own': 7 }],
  ['null', null],
  ['entries of one', [['X-Own']]],
])('headers that are %s are refused', (_what, headers) => {
  expect(() => clientWith({ headers: headers as never })).toThrow(/^createGatewayClient: headers.* must be /);
});

test.each([
  ['https://gateway.example?', 'refused'],
  ['https://gateway.example/#', 'refused'],
  ['https://gateway.example/a?b', 'refused'],
  ['https://gateway.example//a///b//', 'https://gateway.example/a/b/agentgateway'],
  ['https://gateway.example/', 'https://gateway.example/agentgateway'],
])('the baseUrl %s is %s', async (given, becomes) => {
  const urls: string[] = [];
  const fetch = createFakeFetch();
  const spy = Object.assign((...[url, request]: Parameters<typeof fetch>) => (urls.push(url), fetch(url, request)), {});
  const create = () => clientWith({ baseUrl: given, fetch: spy });
  if (becomes === 'refused') {
    expect(create).toThrow(/without user, query and fragment/);
    return;
  }
  await create().assignUserInQueue(args);
  expect(urls[0]).toMatch(new RegExp(`^${becomes}/`));
});

test('http leaves this host where that is said outright, and not otherwise', () => {
  const plain = { baseUrl: 'http://gateway.internal:8080' };
  expect(() => clientWith(plain)).toThrow(/baseUrl must be an https: URL, or http: on a loopback host/);
  expect(() => clientWith({ ...plain, allowHttp: true })).not.toThrow();
  expect(() => clientWith({ ...plain, allowHttp: 'yes' as never })).toThrow(/allowHttp must be a boolean/);
  expect(() => clientWith({ baseUrl: 'ftp://gateway.internal', allowHttp: true })).toThrow(/baseUrl must be/);
});

test('a key that is too short to be kept out of texts is taken by the fake alone', async () => {
  expect(() => clientWith({ guid: 'a' })).toThrow(/guid must be 8 characters or more, received type string/);
  const sending = clientWith({ guid: () => 'retcode', fetch: async () => Response.json({}) });
  await expect(sending.assignUserInQueue(args)).rejects.toMatchObject({
    name: 'SessionError',
    message: expect.stringContaining('too short to be a key') as string,
  });
  const fake = clientWith({ guid: 'call', fetch: createFakeFetch(exampleOf(codeOf('refused'))) });
  await expect(fake.assignUserInQueue(args)).rejects.toMatchObject({
    message: expect.stringContaining('There is no such call') as string,
  });
});
