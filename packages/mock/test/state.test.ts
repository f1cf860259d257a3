import { expect, test } from 'vitest';
import {
  type Ask,
  ask,
  body,
  callId,
  guid,
  mockFor,
  path,
  queueAfter,
  retcodeOf,
  success,
  text,
  whole,
  codeOf,
  spare,
  otherSpare,
} from './ask.ts';

const state = {
  agents: [
    { agentid: '101', queues: [1, 8] },
    { agentid: '102', queues: [8] },
    { agentid: '103', queues: [1] },
  ],
  sessions: [
    { guid: 'one', agentid: '101' },
    { guid: 'two', agentid: '102' },
  ],
  queues: [{ skillid: 1 }, { skillid: 8 }],
  calls: [
    { callid: 'mine', skillid: 8 },
    { callid: 'elsewhere', skillid: 5 },
  ],
};

const one = { guid: 'one' };

const cases: [string, Ask, string][] = [
  ['the prerequisites hold', { body: { ...body, [text]: 'mine', [whole]: 1 } }, '0'],
  ['the agent has not signed in', { path: path.replace('101', '104') }, codeOf('agentNotSignedIn')],
  ['the session is unknown', { headers: { guid: 'three' } }, codeOf('sessionLapsed')],
  ['the session is another agent’s', { headers: { guid: 'two' } }, codeOf('agentNotSignedIn')],
  ['there is no such call', { body: { ...body, [text]: 'none', [whole]: 1 } }, codeOf('noSuchCall')],
  ['the call is out of reach', { body: { ...body, [text]: 'elsewhere', [whole]: 1 } }, codeOf('operationFailed')],
  ['the target does not exist', { body: { ...body, [text]: 'mine', [whole]: 9 } }, codeOf('messageWrong')],
];

test.for(cases)('when %s, the verdict is the one that the contract names', async ([, change, retcode]) => {
  await using mock = await mockFor({ scenario: { state } });
  expect(await retcodeOf(mock, { ...change, headers: { ...one, ...change.headers } })).toBe(retcode);
});

test('quiet-day accepts the example and knows nothing else', async () => {
  await using mock = await mockFor();
  expect(await retcodeOf(mock)).toBe('0');
  expect(await retcodeOf(mock, { headers: { guid: 'other' } })).toBe(codeOf('sessionLapsed'));
  expect(await retcodeOf(mock, { body: { ...body, [text]: 'other' } })).toBe(codeOf('noSuchCall'));
});

test('open accepts every valid request and refuses every other', async () => {
  await using mock = await mockFor({ scenario: 'open' });
  const anything = {
    path: path.replace('101', '999999'),
    headers: { guid: 'any' },
    body: { ...body, [text]: 'any', [whole]: -5 },
  };
  expect(await retcodeOf(mock, anything)).toBe('0');
  expect(await retcodeOf(mock, { ...anything, body: {} })).toBe(codeOf('messageWrong'));
  expect(mock.world).toBeUndefined();
});

test('a success moves the call, and the same request twice gets the same verdict', async () => {
  await using mock = await mockFor();
  const skill = () => mock.world?.find('calls', callId)?.skillid;
  expect(skill()).toBe(8);
  expect(await retcodeOf(mock)).toBe('0');
  expect(skill()).toBe(queueAfter);
  expect(await retcodeOf(mock)).toBe('0');
});

test('a refusal moves nothing', async () => {
  await using mock = await mockFor();
  await ask(mock, { body: { ...body, [whole]: 77 } });
  await ask(mock, { headers: { prefer: 'example=operationFailed' } });
  expect(mock.world?.find('calls', callId)?.skillid).toBe(8);
});

test('Prefer chooses an answer by its example, by header and by query, and a success has its effect', async () => {
  await using mock = await mockFor();
  expect(await retcodeOf(mock, { headers: { prefer: `example=${spare}` } })).toBe(codeOf(spare));
  expect(await retcodeOf(mock, { path: `${path}?__example=${otherSpare}` })).toBe(codeOf(otherSpare));
  expect(await retcodeOf(mock, { headers: { prefer: `code=${success}, example=noSuchCall` } })).toBe(
    codeOf('noSuchCall'),
  );
  expect(mock.world?.find('calls', callId)?.skillid).toBe(8);
  expect(await retcodeOf(mock, { headers: { prefer: 'example=moved', guid: 'other' } })).toBe('0');
  expect(mock.world?.find('calls', callId)?.skillid).toBe(queueAfter);
});

test('a request that breaks the contract is refused, whatever it prefers', async () => {
  await using mock = await mockFor();
  for (const prefer of ['code=404', 'example=moved', 'dynamic=true']) {
    expect(await retcodeOf(mock, { body: {}, headers: { prefer } })).toBe(codeOf('messageWrong'));
  }
});

test('Prefer that no answer fits is answered 404, one that cannot be read 422', async () => {
  await using mock = await mockFor();
  expect((await ask(mock, { headers: { prefer: 'example=none' } })).status).toBe(404);
  expect((await ask(mock, { headers: { prefer: 'code=503' } })).status).toBe(404);
  expect((await ask(mock, { path: `${path}?__code=abc` })).status).toBe(422);
});

test('mocks in one process share nothing', async () => {
  await using first = await mockFor();
  await using second = await mockFor();
  await ask(first);
  expect(first.world?.find('calls', callId)?.skillid).toBe(queueAfter);
  expect(second.world?.find('calls', callId)?.skillid).toBe(8);
  expect([first.requests().length, second.requests().length]).toEqual([1, 0]);
  expect(guid).toBe(second.sessionOf());
});
