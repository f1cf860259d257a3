import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, body, callId, guid, mockFor, path, success, text, whole } from './ask.ts';

let lines: string[];

beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});

afterEach(() => void vi.restoreAllMocks());

test('json is one line a request, with the violations and the precondition that failed', async () => {
  await using mock = await mockFor({ log: 'json' });
  await ask(mock);
  await ask(mock, { body: { ...body, [whole]: undefined } });
  await ask(mock, { body: { ...body, [text]: 'x' } });
  const logged = lines.map((line) => JSON.parse(line) as object);
  expect(logged).toMatchObject([
    { method: 'PUT', path, operation: 'assignUserInQueue', status: success, example: 'moved', violations: [] },
    { example: 'messageWrong', violations: [expect.stringContaining(`'${whole}'`)] },
    { example: 'noSuchCall', unmet: 'callQueues' },
  ]);
  expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
});

test('pretty says how to get a refused request accepted', async () => {
  await using mock = await mockFor({ log: 'pretty' });
  await ask(mock, { body: { ...body, [text]: 'x' } });
  await ask(mock, { headers: { guid: 'x' } });
  await mock.useScenario({ extends: 'quiet-day', state: { calls: [{ callid: callId, skillid: 5 }] } });
  await ask(mock);
  const [call, session, reach] = lines;
  expect(call).toContain('callQueues: The call is queuing.');
  expect(call).toContain(`$request.body#/${text} names no row of calls; it has "${callId}"`);
  expect(session).toMatch(
    /\$request\.header\.\S+ names no row of sessions; a key that is accepted was printed at start/,
  );
  expect(reach).toContain('that row of calls: skillid is 5, expected 1, 8');
});

test.for(['pretty', 'json'] as const)('%s never shows the key of a session, wherever it stands', async (log) => {
  await using mock = await mockFor({ log });
  await ask(mock);
  await ask(mock, { headers: { guid: 'a-secret-key' } });
  await ask(mock, { path: `/${guid}?key=${guid}` });
  await ask(mock, { path: path.replace('101', guid), body: `{"${text}":"${guid}",}` });
  await ask(mock, { body: `{"${text}":"x" ${guid}}` });
  await ask(mock, { headers: { 'content-type': `text/plain; note=${guid}` } });
  expect(lines).toHaveLength(6);
  expect(lines.join('')).not.toContain(guid);
  expect(lines.join('')).not.toContain('a-secret-key');
});

test('a body that is too large is logged and recorded, too', async () => {
  await using mock = await mockFor({ log: 'json', bodyLimit: 10 });
  await ask(mock);
  expect(JSON.parse(lines[0]!)).toMatchObject({ path, status: 413 });
  expect(mock.requests()).toMatchObject([{ path, status: 413 }]);
});

test('silent says nothing', async () => {
  await using mock = await mockFor();
  await ask(mock, { body: {} });
  expect(lines).toEqual([]);
});

test.for(['json', 'pretty'] as const)('%s names a client that is made from another contract', async (log) => {
  await using mock = await mockFor({ log });
  const { version, hash } = mock.contract.stamp;
  for (const stamp of [`${version}; ${hash.slice(0, 12)}`, '0.9.0; 0123456789ab'])
    await ask(mock, { headers: { 'user-agent': `cc-gateway-client/1.0.0 (contract ${stamp})` } });
  const says = `the client is made from the contract 0.9.0; 0123456789ab; this one is ${version}; ${hash.slice(0, 12)}`;
  expect(lines).toEqual([expect.not.stringContaining('made from'), expect.stringContaining(says)]);
});

test('the rule that applied is named', async () => {
  await using mock = await mockFor({ log: 'json', scenario: { rules: [{ name: 'broken', fault: { html: 502 } }] } });
  await ask(mock);
  expect(JSON.parse(lines[0]!)).toMatchObject({ rule: 'broken' });
});
