import { expect, test } from 'vitest';
import type { SecurityScheme } from '../../src/operation.ts';
import { read, UnwritableError, write, type Credentials } from '../../src/codec/index.ts';
import { operationOf } from './operation.ts';

const schemes: Record<string, SecurityScheme> = {
  header: { scheme: 'header', type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { scheme: 'query', type: 'apiKey', in: 'query', name: 'api key' },
  cookie: { scheme: 'cookie', type: 'apiKey', in: 'cookie', name: 'sid' },
  basic: { scheme: 'basic', type: 'http', httpScheme: 'basic' },
  bearer: { scheme: 'bearer', type: 'http', httpScheme: 'bearer' },
  digest: { scheme: 'digest', type: 'http', httpScheme: 'digest' },
  other: { scheme: 'other', type: 'http', httpScheme: 'hoba' },
  oauth2: { scheme: 'oauth2', type: 'oauth2' },
  oidc: { scheme: 'oidc', type: 'openIdConnect' },
  tls: { scheme: 'tls', type: 'mutualTLS' },
};
const secured = (...alternatives: string[][]) =>
  operationOf({ security: alternatives.map((names) => names.map((name) => schemes[name])) });

test.each<[string, string | { username: string; password: string }]>([
  ['header', 'k1'],
  ['query', 'k&=ü'],
  ['cookie', 'k;=ü'],
  ['basic', { username: 'ann', password: 'p:ä' }],
  ['bearer', 'a.b-c=='],
  ['other', 'result=abc'],
  ['oauth2', 'token'],
  ['oidc', 'token'],
])('a credential of %s is written, and read as it was', (scheme, value) => {
  const operation = secured([scheme]);
  const reading = read(operation, write(operation, {}, { [scheme]: value }));
  expect(reading).toMatchObject({ credentials: { [scheme]: value }, violations: [] });
  expect(read(operation, write(operation, {})).violations).toMatchObject([{ kind: 'security', code: 'missing' }]);
});

test('of Digest a static sample is written, and its form is read', () => {
  const operation = secured(['digest']);
  const request = write(operation, {}, { digest: { username: 'a"b', password: 'secret' } });
  expect(request.headers['Authorization']).toMatch(/^Digest username="a\\"b", realm=/);
  expect(JSON.stringify(request)).not.toContain('secret');
  expect(read(operation, request).violations).toEqual([]);
  expect(
    read(operation, { target: '/things', headers: { authorization: 'Digest username="a"' } }).violations,
  ).toMatchObject([{ kind: 'security', code: 'unreadable' }]);
});

test.each<[string, string]>([
  ['bearer', 'bearer abc'],
  ['bearer', 'BEARER  abc'],
  ['basic', 'basic YTpi'],
])('the name of a scheme is read in any case: %s of %s', (scheme, authorization) => {
  expect(read(secured([scheme]), { target: '/things', headers: { authorization } }).violations).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  ['header', { 'x-key': '' }, '/header/X-Key'],
  ['bearer', { authorization: 'Basic YTpi' }, '/header/Authorization'],
  ['bearer', { authorization: 'Bearer' }, '/header/Authorization'],
  ['bearer', { authorization: 'Bearer a b' }, '/header/Authorization'],
  ['basic', { authorization: 'Basic YWI=' }, '/header/Authorization'],
  ['basic', { authorization: 'Basic ???' }, '/header/Authorization'],
])('%s is not satisfied by %o', (scheme, headers, pointer) => {
  expect(read(secured([scheme]), { target: '/things', headers }).violations).toMatchObject([
    { kind: 'security', pointer },
  ]);
});

test('one of several alternatives is enough, and each needs all of its schemes', () => {
  const operation = secured(['header', 'query'], ['bearer']);
  const violationsOf = (credentials: Credentials) => read(operation, write(operation, {}, credentials)).violations;
  expect(violationsOf({ bearer: 'a' })).toEqual([]);
  expect(violationsOf({ header: 'a', query: 'b', bearer: 'c' })).toEqual([]);
  expect(write(operation, {}, { header: 'a', query: 'b', bearer: 'c' }).headers).toEqual({ 'X-Key': 'a' });
  expect(() => violationsOf({ header: 'a' })).toThrow(/\/security needs header with query, or bearer/);
  expect(read(operation, { target: '/things', headers: { 'x-key': 'a' } }).violations).toMatchObject([
    { pointer: '/query/api key' },
  ]);
  expect(read(secured(['header'], []), { target: '/things', headers: {} }).violations).toEqual([]);
});

test('a certificate is the connection’s: it is neither written nor missed', () => {
  expect(read(secured(['tls']), { target: '/things', headers: {} })).toMatchObject({ violations: [], credentials: {} });
  expect(write(secured(['tls', 'header']), {}, { header: 'a' }).headers).toEqual({ 'X-Key': 'a' });
});

test('one token serves two schemes that want one; two credentials in one place are refused', () => {
  expect(write(secured(['oauth2', 'oidc']), {}, { oauth2: 'a', oidc: 'a' }).headers).toEqual({
    Authorization: 'Bearer a',
  });
  expect(() => write(secured(['basic', 'bearer']), {}, { basic: 'YTpi', bearer: 'a' })).toThrow(UnwritableError);
});

test('a key under a name that no header can have is refused', () => {
  const operation = operationOf({ security: [[{ scheme: 'key', type: 'apiKey', in: 'header', name: 'an own key' }]] });
  expect(() => write(operation, {}, { key: 'a' })).toThrow(/key has no name that a header can have/);
});

test.each(['header', 'query', 'cookie'])('a key in a %s where a parameter stands is refused', (place) => {
  const scheme = { scheme: 'key', type: 'apiKey', in: place, name: 'key' };
  const operation = operationOf({ parameters: [{ name: 'key', in: place }], security: [[scheme]] });
  expect(() => write(operation, { [place]: { key: 'a' } }, { key: 'b' })).toThrow(/key stands there already/);
  expect(write(operation, {}, { key: 'b' })).toMatchObject({ method: 'GET' });
});

test.each<[string, Credentials]>([
  ['a line break', { header: 'a\r\nb' }],
  ['nothing', { header: '' }],
  ['a login where a key is wanted', { header: { username: 'a', password: 'b' } }],
])('%s is no key that is written, and the error does not quote it', (_name, credentials) => {
  expect(() => write(secured(['header']), {}, credentials)).toThrow(/^sample: \/security header [^\r\n]*$/);
});

test('a user’s name with a colon has no form in Basic', () => {
  expect(() => write(secured(['basic']), {}, { basic: { username: 'a:b', password: 'c' } })).toThrow(UnwritableError);
});
