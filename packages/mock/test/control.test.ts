import { expect, test } from 'vitest';
import { ask, body, callId, guid, keyHeader, mockFor, path, retcodeOf, success, codeOf, spare } from './ask.ts';

test('requests shows what arrived and how it was answered, without the key', async () => {
  await using mock = await mockFor();
  await ask(mock, { path: `${path}?note=${guid}`, body: { ...body, note: `key ${guid}`, [guid]: 1 } });
  await ask(mock, { headers: { guid: 'other', authorization: 'Bearer x', cookie: 'a=b' } });
  const [first, second] = mock.requests();
  expect(first).toMatchObject({
    method: 'PUT',
    path,
    query: { note: '[redacted]' },
    body: { ...body, note: 'key [redacted]', '[redacted]': 1 },
    operation: 'assignUserInQueue',
    status: success,
    example: 'moved',
    violations: [],
  });
  expect(second).toMatchObject({
    headers: { [keyHeader]: '[redacted]', authorization: '[redacted]', cookie: '[redacted]' },
    example: 'sessionLapsed',
    unmet: 'sessionAlive',
  });
  expect(JSON.stringify(mock.requests())).not.toContain(guid);
});

test('waitFor resolves when so many requests have arrived, and says how many did when they do not', async () => {
  await using mock = await mockFor();
  const waiting = mock.waitFor(2);
  await ask(mock);
  await ask(mock);
  expect(await waiting).toHaveLength(2);
  await expect(mock.waitFor(3, 20)).rejects.toThrow('2 of 3 requests arrived in 20 ms.');
});

const handles = () => process.getActiveResourcesInfo().filter((name) => /TCPServer|Timeout/.test(name)).length;

test('a mock that closes ends all waiting, and leaves no handle open', async () => {
  const before = handles();
  const mock = await mockFor({ control: 0, latency: 60_000, scenario: 'session-expiry' });
  const waiting = mock.waitFor(2).catch((error: Error) => error.message);
  const answer = ask(mock);
  await mock.waitFor(1);
  await mock.close();
  expect(await waiting).toBe('1 of 2 requests arrived before the mock was closed.');
  expect((await answer).json?.retcode).toBe('0');
  expect(handles()).toBeLessThanOrEqual(before);
});

test('reset begins the scenario anew and forgets what arrived', async () => {
  await using mock = await mockFor();
  await ask(mock);
  mock.reset();
  expect(mock.requests()).toEqual([]);
  expect(mock.world?.find('calls', callId)?.skillid).toBe(8);
});

test('useScenario begins another scenario; one that is none leaves the mock as it was', async () => {
  await using mock = await mockFor();
  await mock.useScenario({ rules: [{ answer: spare }] });
  expect(await retcodeOf(mock)).toBe(codeOf(spare));
  await expect(mock.useScenario({ rules: [{ answer: 'lost' }] })).rejects.toThrow('rules[0].answer is "lost"');
  expect(await retcodeOf(mock)).toBe(codeOf(spare));
});

const call = async (url: string, method = 'GET', given?: string) => {
  const response = await fetch(url, { method, ...(given !== undefined && { body: given }) });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};

test('the control over HTTP does what the control does', async () => {
  await using mock = await mockFor({ scenario: 'session-expiry', control: 0 });
  const url = mock.controlUrl!;
  const { key } = (await call(`${url}/session?agentid=101`)).json;
  expect(key).toBe(guid);
  expect((await call(`${url}/clock/advance?ms=60000`, 'POST')).json.ms).toBeGreaterThanOrEqual(60_000);
  expect((await call(`${url}/session?agentid=101`)).json.key).not.toBe(guid);
  await ask(mock);
  expect((await call(`${url}/requests?atLeast=1`)).json).toMatchObject([{ headers: { [keyHeader]: '[redacted]' } }]);
  expect((await call(`${url}/reset`, 'POST')).status).toBe(200);
  expect((await call(`${url}/requests`)).json).toEqual([]);
  expect((await call(`${url}/scenario`, 'PUT', `rules:\n  - answer: ${spare}\n`)).status).toBe(200);
  expect(await retcodeOf(mock)).toBe(codeOf(spare));
  expect((await call(`${url}/scenario`, 'PUT', 'open\n')).json.preconditions).toBe('ignored');
  expect((await call(`${url}/scenario`)).json.preconditions).toBe('ignored');
});

test('the control over HTTP says what is wrong with a call', async () => {
  await using mock = await mockFor({ control: 0 });
  const url = mock.controlUrl!;
  const wrong = await call(`${url}/scenario`, 'PUT', 'rules:\n  - answer: lost\n');
  expect(wrong).toMatchObject({ status: 400, json: { error: expect.stringMatching(/^scenario:2:13: /) } });
  expect(await call(`${url}/scenario?name=open`, 'PUT', '')).toMatchObject({
    status: 400,
    json: { error: 'The body is empty, expected a YAML scenario, or the name of a ready-made one.' },
  });
  expect(await call(`${url}/clock/advance?ms=x`, 'POST')).toMatchObject({
    status: 400,
    json: { error: 'ms is "x", expected a number that is not negative.' },
  });
  expect(await call(`${url}/session?agentid=7`)).toMatchObject({ status: 400 });
  expect(await call(`${url}/nothing`)).toMatchObject({
    status: 404,
    json: { controls: expect.arrayContaining(['POST /reset']) },
  });
});

test('the control over HTTP is off unless asked for, and never answers web pages', async () => {
  await using mock = await mockFor();
  expect(mock.controlUrl).toBeUndefined();
  expect((await ask(mock, { path: '/requests', method: 'GET' })).status).toBe(404);
  await using controlled = await mockFor({ control: 0 });
  const answer = await fetch(`${controlled.controlUrl}/reset`, { method: 'POST', headers: { origin: 'http://page' } });
  expect(answer.status).toBe(403);
});
