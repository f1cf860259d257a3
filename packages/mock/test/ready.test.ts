import { contract } from '@cc-gateway/spec';
import { expect, test, vi } from 'vitest';
import { ask, callId, mediaType, mockFor, queueAfter, retcodeOf, success, codeOf } from './ask.ts';

const renewMs = 60_000;
const dieMs = 120_000;

test('session-expiry renews a key, accepts both for a while, and ends the old one', async () => {
  await using mock = await mockFor({ scenario: 'session-expiry' });
  const first = mock.sessionOf({ agentid: '101' });
  const verdict = (guid: string) => retcodeOf(mock, { headers: { guid } });

  mock.clock.advance(renewMs - 5_000);
  expect(mock.sessionOf({ agentid: '101' })).toBe(first);
  mock.clock.advance(5_000);
  const second = mock.sessionOf({ agentid: '101' });
  expect(second).not.toBe(first);
  expect(second).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.AgentGateway1$/);
  expect([await verdict(first), await verdict(second)]).toEqual(['0', '0']);

  mock.clock.advance(dieMs - renewMs);
  expect([await verdict(first), await verdict(second)]).toEqual([codeOf('sessionLapsed'), '0']);
  mock.clock.advance(10 * dieMs);
  expect(await verdict(second)).toBe(codeOf('sessionLapsed'));
  expect(await verdict(mock.sessionOf({ agentid: '101' }))).toBe('0');

  mock.reset();
  expect(mock.sessionOf()).toBe(first);
});

const keys = async () => {
  await using mock = await mockFor({ scenario: 'session-expiry' });
  mock.clock.advance(renewMs);
  return mock.sessionOf();
};

test('the keys of a session are the same in each run', async () => {
  expect(await keys()).toBe(await keys());
});

test('a session that only dies leaves none', async () => {
  await using mock = await mockFor({ scenario: { sessions: { dieMs: 1_000 } } });
  expect(mock.sessionOf()).toContain('AgentGateway1');
  mock.clock.advance(1_000);
  expect(() => mock.sessionOf({ agentid: '101' })).toThrow(
    'No session of this scenario is alive with {"agentid":"101"}.',
  );
});

test('quiet-day keeps a session for ever', async () => {
  await using mock = await mockFor();
  mock.clock.advance(20 * 24 * 3_600_000);
  expect(await retcodeOf(mock)).toBe('0');
});

test('the clock refuses what is no time', async () => {
  await using mock = await mockFor();
  expect(() => mock.clock.advance(-1)).toThrow(RangeError);
  expect(() => mock.clock.advance(Number.NaN)).toThrow(RangeError);
  expect(mock.clock.now()).toBeGreaterThanOrEqual(0);
});

test('switchover asks to try again later, then answers', async () => {
  await using mock = await mockFor({ scenario: 'switchover' });
  const transient = [...contract.retcodes.codes].filter(([, code]) => code.class === 'transient').map(([code]) => code);
  const seen = [];
  for (let sent = 0; sent <= transient.length; sent++) seen.push(await retcodeOf(mock));
  expect(seen).toEqual([...transient, '0']);
  expect(mock.world?.find('calls', callId)?.skillid).toBe(queueAfter);
});

test('flaky-network breaks some answers and not others', async () => {
  await using mock = await mockFor({ scenario: 'flaky-network' });
  const outcomes: string[] = [];
  for (let sent = 0; sent < 60; sent++) {
    const answer = ask(mock).then(
      ({ status, text }) => `${status} ${text.length}`,
      () => 'broken',
    );
    const rule = await vi.waitUntil(() => mock.requests()[sent]?.rule);
    outcomes.push(rule === 'hang' ? 'hung' : await answer);
  }
  expect(new Set(outcomes)).toEqual(new Set([`${success} 40`, 'broken', 'hung', '502 94', `${success} 0`]));
  expect(outcomes.filter((outcome) => outcome === `${success} 40`).length).toBeGreaterThan(30);
});

test('hostile-gateway breaks the contract in every answer, each in its own way', async () => {
  await using mock = await mockFor({ scenario: 'hostile-gateway' });
  const seen = new Set<string>();
  for (let sent = 0; sent < 80; sent++) {
    const { status, headers, text } = await ask(mock);
    const type = headers.get('content-type')!.replace(mediaType, 'as documented');
    seen.add(
      `${status === success ? 'a success' : status}, ${type}: ${text.replaceAll('\0', '_').replaceAll('\r\n', ' ').slice(0, 60)}`,
    );
  }
  expect([...seen].toSorted()).toMatchInlineSnapshot(`
    [
      "502, text/html: <html> <head><title>502</title></head> <body><center><h1>502",
      "599, as documented: {"message":"","retcode":"0","result":{}}",
      "a success, as documented: ",
      "a success, as documented: {"message":"","retcode":"0","result":""}",
      "a success, as documented: {"message":"","retcode":"0","result":null}",
      "a success, as documented: {"message":"","retcode":"0"}",
      "a success, as documented: {"message":"","retcode":"999-999","result":{}}",
      "a success, as documented: {"message":"","retcode":0,"result":{}}",
      "a success, as documented: {_"_m_e_s_s_a_g_e_"_:_"_"_,_"_r_e_t_c_o_d_e_"_:_"_0_"_,_"_r_",
      "a success, text/plain: {"message":"","retcode":"0","result":{}}",
    ]
  `);
  expect(seen).not.toContain('a success, as documented: {"message":"","retcode":"0","result":{}}');
});

test.for(['quiet-day', 'open', 'session-expiry'])('%s answers the example request with success', async (scenario) => {
  await using mock = await mockFor({ scenario });
  expect(await retcodeOf(mock)).toBe('0');
});
