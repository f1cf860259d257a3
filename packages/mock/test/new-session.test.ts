import { contract, readContract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { ask, inPath, mockFor, retcodeOf, success, codeOf } from './ask.ts';

/** The contract with two more operations: one that signs an agent in, and one that renews his session. */
function withSignIn() {
  const document: Json = structuredClone(contract.document);
  const { path } = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const source = document.paths[path].put;
  const responses = {
    [success]: {
      ...source.responses[success],
      headers: { 'Set-GUID': { schema: { type: 'string' }, example: 'JSESSIONID=abcd-ef01.Node0' } },
    },
  };
  const begins = { row: 'sessions', key: '$response.header.Set-GUID', set: { agentid: `$request.path.${inPath}` } };
  const lines = source['x-preconditions'].slice(0, 3);
  const common = {
    parameters: source.parameters,
    responses,
    'x-violations': { path: 'parameterWrong' },
    'x-effects': [begins],
  };
  document.paths[`/sign-in/{${inPath}}`] = { put: { ...common, operationId: 'signIn', security: [] } };
  document.paths[`/renew/{${inPath}}`] = {
    put: { ...common, operationId: 'renew', 'x-violations': source['x-violations'], 'x-preconditions': lines },
  };
  return readContract(document, contract.stamp);
}

const given = async (mock: Parameters<typeof ask>[0], path: string, guid?: string) => {
  const { headers } = await ask(mock, { method: 'PUT', path, body: undefined, ...(guid && { headers: { guid } }) });
  return headers.get('set-guid')?.replace('JSESSIONID=', '');
};

test('a sign-in brings a session of its own, in the form of the document, and the session is taken', async () => {
  await using mock = await mockFor({ contract: withSignIn() });
  const first = (await given(mock, '/sign-in/101'))!;
  const second = (await given(mock, '/sign-in/101'))!;
  expect(first).toMatch(/^[\da-f]{4}-[\da-f]{4}\.Node0$/);
  expect(second).not.toBe(first);
  for (const guid of [first, second]) expect(await retcodeOf(mock, { headers: { guid } })).toBe('0');
  expect(await retcodeOf(mock, { headers: { guid: 'abcd-ef01.Node0' } })).toBe(codeOf('sessionLapsed'));
});

test('a refusal brings no session', async () => {
  await using mock = await mockFor({ contract: withSignIn() });
  expect(await given(mock, '/sign-in/7')).toBeUndefined();
  expect(await given(mock, '/renew/101', 'unknown')).toBeUndefined();
});

test('a renewed session goes on under the new key, and the key before it until the next renewal', async () => {
  await using mock = await mockFor({ contract: withSignIn() });
  const keys = [(await given(mock, '/sign-in/101'))!];
  for (let renewal = 0; renewal < 2; renewal++) keys.push((await given(mock, '/renew/101', keys.at(-1)))!);
  const codes = await Promise.all(keys.map((guid) => retcodeOf(mock, { headers: { guid } })));
  expect(codes).toEqual([codeOf('sessionLapsed'), '0', '0']);
});

/** The contract with one more operation, that asks for a session and has no precondition; `more` is what else it says. */
function withPlain(more: Json) {
  const document: Json = structuredClone(contract.document);
  const { path } = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const { responses } = document.paths[path].put;
  document.paths['/plain'] = { get: { operationId: 'plain', responses, ...more } };
  return readContract(document, contract.stamp);
}

test('an operation that asks for a session takes those that are alive, whether a precondition says so or not', async () => {
  const plain = { method: 'GET', path: '/plain' };
  const unknown = { ...plain, headers: { guid: 'unknown' } };
  await using named = await mockFor({ contract: withPlain({ 'x-violations': { security: 'sessionLapsed' } }) });
  expect([await retcodeOf(named, plain), await retcodeOf(named, unknown)]).toEqual(['0', codeOf('sessionLapsed')]);
  const { headers } = await ask(named, unknown);
  expect(headers.get('sl-violations')).toMatch(/header \S+ is the key of no session that is alive/);
  expect(headers.get('sl-violations')).not.toContain('unknown');
  await using unnamed = await mockFor({ contract: withPlain({}) });
  expect([(await ask(unnamed, plain)).status, (await ask(unnamed, unknown)).status]).toEqual([success, 401]);
});

test('where there are no sessions, or another way in, every key is taken', async () => {
  const unknown = { method: 'GET', path: '/plain', headers: { guid: 'unknown' } };
  await using open = await mockFor({ scenario: 'open', contract: withPlain({}) });
  await using other = await mockFor({ contract: withPlain({ security: [{ Guid: [] }, {}] }) });
  expect([await retcodeOf(open, unknown), await retcodeOf(other, unknown)]).toEqual(['0', '0']);
});

test('without sessions, a sign-in brings the key of its example, and a refusal none', async () => {
  await using mock = await mockFor({ scenario: 'open', contract: withSignIn() });
  expect(await given(mock, '/sign-in/101')).toBe('abcd-ef01.Node0');
  expect(await given(mock, '/sign-in/7')).toBeUndefined();
});

test('a session that was begun dies as the others do', async () => {
  await using plain = await mockFor();
  const scenario = { ...plain.scenario, sessions: { dieMs: 120_000 } };
  await using mock = await mockFor({ contract: withSignIn(), scenario });
  mock.clock.advance(60_000);
  const guid = (await given(mock, '/sign-in/101'))!;
  mock.clock.advance(90_000);
  expect(await retcodeOf(mock, { headers: { guid } })).toBe('0');
  mock.clock.advance(60_000);
  expect(await retcodeOf(mock, { headers: { guid } })).toBe(codeOf('sessionLapsed'));
});
