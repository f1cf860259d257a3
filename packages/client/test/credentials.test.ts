import { expect, test } from 'vitest';
import { answering, clientFor } from './other-client.ts';

const schemes = {
  Key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  Query: { type: 'apiKey', in: 'query', name: 'k&y' },
  Cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  Token: { type: 'http', scheme: 'bearer' },
  Login: { type: 'http', scheme: 'Basic' },
  OAuth: { type: 'oauth2', flows: {} },
  OpenId: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example' },
};
const operation = (operationId: string, security?: object[]): object => ({
  get: { operationId, ...(security && { security }), responses: { 204: { description: 'done' } } },
});
const paths = {
  '/key': operation('key', [{ Key: [] }]),
  '/query': operation('query', [{ Query: [] }]),
  '/cookie': operation('cookie', [{ Cookie: [] }]),
  '/token': operation('token', [{ Token: [] }]),
  '/login': operation('login', [{ Login: [] }]),
  '/oauth': operation('oauth', [{ OAuth: ['read'] }]),
  '/openId': operation('openId', [{ OpenId: [] }]),
  '/either': operation('either', [{ Token: [] }, { Key: [], Cookie: [] }, { Login: [] }]),
  '/maybe': operation('maybe', [{}, { Token: [] }]),
  '/none': operation('none', []),
};
const client = await clientFor(paths, { components: { securitySchemes: schemes } });
const done = (): Response => new Response(null, { status: 204 });
const all = {
  guid: 'key-12345678',
  credentials: {
    Query: 'q+ry-12345678',
    Cookie: 'cookie-12345678',
    Token: () => 'token-12345678',
    Login: async () => ({ username: 'Jürgen', password: 'päss:word-12345678' }),
    OAuth: 'oauth-12345678',
    OpenId: 'openid-12345678',
  },
};
const login = `Basic ${Buffer.from('Jürgen:päss:word-12345678').toString('base64')}`;

test.each<[string, object]>([
  ['key', { headers: { 'X-Key': 'key-12345678' } }],
  ['query', { url: 'https://gateway.example/query?k%26y=q%2Bry-12345678' }],
  ['cookie', { headers: { Cookie: 'sid=cookie-12345678' } }],
  ['token', { headers: { Authorization: 'Bearer token-12345678' } }],
  ['login', { headers: { Authorization: login } }],
  ['oauth', { headers: { Authorization: 'Bearer oauth-12345678' } }],
  ['openId', { headers: { Authorization: 'Bearer openid-12345678' } }],
])('the credential of %s goes where its scheme says', async (id, expected) => {
  const { gateway, sent } = answering(client, done, all);
  await gateway[id]!();
  expect(sent).toMatchObject([expected]);
});

test.each<[string, object, object]>([
  ['the first alternative', all.credentials, { Authorization: 'Bearer token-12345678' }],
  ['all of one alternative', { Cookie: 'cookie-12345678' }, { 'X-Key': 'key-12345678', Cookie: 'sid=cookie-12345678' }],
  ['the one that is given whole', { Login: all.credentials.Login }, { Authorization: login }],
])('of several alternatives a call takes %s', async (_name, credentials, headers) => {
  const { gateway, sent } = answering(client, done, { guid: all.guid, credentials });
  await gateway['either']!();
  expect(sent[0]!.headers).toMatchObject(headers);
  expect(Object.keys(sent[0]!.headers).filter((name) => /key|cookie|authorization/i.test(name))).toEqual(
    Object.keys(headers),
  );
});

test('where a credential is optional it is sent where it is given, and where none is needed none is sent', async () => {
  const without = answering(client, done);
  await without.gateway['maybe']!();
  expect(without.sent[0]!.headers).not.toHaveProperty('Authorization');
  const given = answering(client, done, all);
  await given.gateway['maybe']!();
  await given.gateway['none']!();
  expect(given.sent[0]!.headers).toHaveProperty('Authorization', 'Bearer token-12345678');
  expect(JSON.stringify(given.sent[1])).not.toContain('12345678');
});

test('a call whose credentials are not all given is an invalid argument, and is never sent', async () => {
  const { gateway, sent } = answering(client, done, { credentials: { Cookie: 'cookie-12345678' } });
  await expect(gateway['either']!()).rejects.toMatchObject({
    name: 'InvalidArgumentError',
    outcome: 'not-applied',
    message: 'either: credentials must hold Token, or Key and Cookie, or Login.',
  });
  expect(sent).toEqual([]);
});

test.each([
  ['an unknown scheme', { credentials: { Nowhere: 'a' } }],
  ['the session’s key under another name', { credentials: { Key: 'a' } }],
  ['a key that is no text', { guid: 7 }],
])('%s is refused as an option', (_name, options) => {
  expect(() => answering(client, done, options)).toThrow(client.InvalidArgumentError);
});

const noLogin = /the login Login (is|function gave) no login: expected \{ username, password \}/;
test.each<[string, object, RegExp]>([
  ['a login whose name holds a colon', { Login: { username: 'a:b', password: 'c' } }, noLogin],
  ['a login that is none', { Login: {} }, noLogin],
  ['a login without a password', { Login: { username: 'a' } }, noLogin],
  ['a login in one text', { Login: 'user:password-12345678' }, noLogin],
  ['a login that is coded already', { Login: btoa('user:password-12345678') }, noLogin],
  ['a number for a login', { Login: 12345678 }, noLogin],
  ['a source that gives a login in one text', { Login: () => 'user:password-12345678' }, noLogin],
  ['a login for a token', { Token: { username: 'a', password: 'b' } }, /the credential Token is no string: an object/],
  ['a token with a line break', { Token: 'a\r\nX-Other: b' }, /the credential Token is malformed/],
  [
    'a source that fails',
    { Token: () => Promise.reject(new Error('no token-12345678')) },
    /the credential Token function failed/,
  ],
])(
  '%s is a SessionError that tells the scheme and no secret, and nothing is sent',
  async (_name, credentials, says) => {
    const { gateway, sent } = answering(client, done, { credentials });
    const error = await gateway['either']!().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'SessionError', outcome: 'not-applied' });
    expect((error as Error).message).toMatch(says);
    expect(JSON.stringify(error) + (error as Error).stack).not.toContain('12345678');
    expect(sent).toEqual([]);
  },
);

test('no error shows a credential that was sent, nor the password in a login', async () => {
  const echo = (): Response => new Response('', { status: 500, headers: { 'X-Echo': `päss:word-12345678 ${login}` } });
  const { gateway } = answering(client, echo, all);
  const error = await gateway['login']!().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'UnusableAnswerError', status: 500 });
  expect(JSON.stringify(error)).toContain('[redacted]');
  expect(JSON.stringify(error)).not.toMatch(/12345678|SsO8cmdlbj/);
});
